import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { BASE, isTarget, type Target } from './target-buyers.ts'

export const CAMPAIGNS_BY = ['campaign', 'channel', 'page'] as const
export type CampaignsBy = (typeof CAMPAIGNS_BY)[number]

/** One campaign, channel or landing page. */
export type Attributed = {
  /** '' of visits that nobody's link brought, and of accounts of which no visit is known. */
  name: string
  /** People, their visits, and how many of them signed up in one of these. */
  users: number
  sessions: number
  signups: number
  /** What accounts pay a year whose first visit it was, or whose last one before somebody signed up; each counts once. */
  firstArr: number
  lastArr: number
  firstAccounts: number
  /** What it cost in all, of campaigns alone. */
  spend: number | null
}

/**
 * What brought customers (first touch) and what converted them (last touch), with what it cost. The ARR of all rows adds
 * up to that of all accounts that pay, either way.
 */
export async function readAttribution(
  db: Database,
  by: CampaignsBy,
  target: Target,
): Promise<{ rows: Attributed[]; arr: number }> {
  const name = Prisma.raw(by)
  const rows = await db.$queryRaw<Attributed[]>(Prisma.sql`
    WITH ${BASE}, targets AS (SELECT * FROM companies WHERE ${isTarget(target)}
    ), seen AS (
      SELECT visits.* FROM visits ${isEverybody(target) ? Prisma.empty : Prisma.sql`JOIN targets USING (account_id)`}
    ), firsts AS (
      SELECT DISTINCT ON (account_id) account_id, ${name} AS name FROM visits
      WHERE account_id IS NOT NULL ORDER BY account_id, at, user_id
    ), lasts AS (
      SELECT DISTINCT ON (account_id) account_id, ${name} AS name FROM visits JOIN signers USING (account_id)
      WHERE at <= signed_at ORDER BY account_id, at DESC, user_id
    ), counted AS (
      SELECT ${name} AS name, count(DISTINCT user_id) AS users, count(*) AS sessions,
        count(DISTINCT user_id) FILTER (WHERE is_signup) AS signups
      FROM seen GROUP BY 1
    ), first_arr AS (
      SELECT coalesce(f.name, '') AS name, sum(arr) AS arr, count(*) AS accounts
      FROM targets LEFT JOIN firsts f USING (account_id) WHERE arr IS NOT NULL GROUP BY 1
    ), last_arr AS (
      SELECT coalesce(l.name, '') AS name, sum(arr) AS arr
      FROM targets LEFT JOIN lasts l USING (account_id) WHERE arr IS NOT NULL GROUP BY 1
    ), spent AS (
      SELECT campaign AS name, sum(amount) AS amount FROM spend WHERE ${by === 'campaign'} GROUP BY 1
    )
    SELECT name, coalesce(users, 0)::int AS users, coalesce(sessions, 0)::int AS sessions,
      coalesce(signups, 0)::int AS signups, coalesce(first_arr.arr, 0)::float8 AS "firstArr",
      coalesce(last_arr.arr, 0)::float8 AS "lastArr", coalesce(first_arr.accounts, 0)::int AS "firstAccounts",
      spent.amount::float8 AS spend
    FROM counted FULL JOIN first_arr USING (name) FULL JOIN last_arr USING (name) FULL JOIN spent USING (name)
    ORDER BY "firstArr" DESC, signups DESC, name`)
  return { rows, arr: rows.reduce((sum, { firstArr }) => sum + firstArr, 0) }
}

const isEverybody = ({ industries, roles, least }: Target): boolean =>
  industries.length + roles.length === 0 && least === undefined
