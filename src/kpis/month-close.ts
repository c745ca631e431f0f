import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'

/** What one persona's account-months of one month add up to. Money in the installation's currency. */
export type MonthSums = {
  /** Slug; null for accounts that nobody has tagged. */
  persona: string | null
  /** Accounts that paid when the month began, and those of them that paid when it ended. */
  n: number
  retained: number
  start: number
  expansion: number
  contraction: number
  churned: number
  /** Null where no account of the persona has a known cost. */
  supportCost: number | null
  tickets: number | null
  /** The month was worked out from a snapshot and a tenure, and not observed. */
  reconstructed: boolean
}

/** Who counts as whom: as tagged at the month's close (static), or as tagged now (live). */
export type Tags = 'static' | 'live'

/** One pass over a month: per persona, and never over all of them. */
export const monthCloseSql = (month: Temporal.PlainDate, tags: Tags = 'static'): Prisma.Sql => Prisma.sql`
  SELECT ${TAGGED[tags]} AS persona,
    count(*) FILTER (WHERE mrr_start > 0)::int AS n,
    count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0)::int AS retained,
    sum(mrr_start)::float8 AS start,
    sum(mrr_expansion)::float8 AS expansion,
    sum(mrr_contraction)::float8 AS contraction,
    sum(mrr_churned)::float8 AS churned,
    sum(support_cost)::float8 AS "supportCost",
    sum(tickets)::int AS tickets,
    bool_or(reconstructed) AS reconstructed
  FROM account_months months ${FROM[tags]} WHERE month = ${month.toString()}::date
  GROUP BY 1 ORDER BY 1 NULLS LAST`

const TAGGED = { static: Prisma.sql`months.persona`, live: Prisma.sql`accounts.persona` }
const FROM = { static: Prisma.empty, live: Prisma.sql`JOIN accounts USING (account_id)` }

export async function closeMonth(
  db: Database,
  month: Temporal.PlainDate,
  tags: Tags = 'static',
): Promise<MonthSums[]> {
  return await db.$queryRaw<MonthSums[]>(monthCloseSql(month, tags))
}

/**
 * Accounts that paid at the end of the month before and have no row in this one: as long as there are any, the
 * month's source is not complete.
 */
export async function missingAccounts(db: Database, month: Temporal.PlainDate): Promise<number> {
  const [row] = await db.$queryRaw<{ missing: number }[]>(missingSql(month))
  return row?.missing ?? 0
}

export const missingSql = (month: Temporal.PlainDate): Prisma.Sql => Prisma.sql`
  SELECT count(*)::int AS missing FROM account_months earlier
  WHERE earlier.month = ${month.subtract({ months: 1 }).toString()}::date AND earlier.mrr_end > 0 AND NOT EXISTS (
    SELECT 1 FROM account_months WHERE account_id = earlier.account_id AND month = ${month.toString()}::date)`

/** The newest month that there is anything of, and how many accounts there are at all. */
export async function lastMonth(db: Database): Promise<{ month: string | undefined; accounts: number }> {
  const { _max } = await db.accountMonth.aggregate({ _max: { month: true } })
  return { month: _max.month?.toISOString().slice(0, 10), accounts: await db.account.count() }
}
