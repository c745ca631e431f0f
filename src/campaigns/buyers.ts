import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { BASE, type BuyersBy, bucketOf, isTarget, type Target } from './target-buyers.ts'

export type Bucket = {
  /** '' where it is not known. */
  bucket: string
  /** People who signed up. */
  signups: number
  /** Accounts that pay, by who of them signed up first; each counts once, so that buckets add up. */
  accounts: number
  /** What they pay a year. */
  arr: number
}

export type Buyers = { by: BuyersBy; buckets: Bucket[]; total: Omit<Bucket, 'bucket'> }

/** Who signs up and who pays, by bucket, the one with the highest ARR first. */
export async function readBuyers(db: Database, by: BuyersBy, target: Target): Promise<Buyers> {
  const bucket = bucketOf(by)
  const buckets = await db.$queryRaw<Bucket[]>(Prisma.sql`
    WITH ${BASE}, accounts_in AS (
      SELECT ${bucket} AS bucket, count(*) AS accounts, sum(arr) AS arr FROM companies
      WHERE arr IS NOT NULL AND ${isTarget(target)} GROUP BY 1
    ), people_in AS (
      SELECT ${bucket} AS bucket, count(*) AS signups FROM people WHERE ${isTarget(target)} GROUP BY 1
    )
    SELECT bucket, coalesce(signups, 0)::int AS signups, coalesce(accounts, 0)::int AS accounts,
      coalesce(arr, 0)::float8 AS arr
    FROM accounts_in FULL JOIN people_in USING (bucket) ORDER BY arr DESC, signups DESC, bucket`)
  const sum = (of: (each: Bucket) => number) => buckets.reduce((all, each) => all + of(each), 0)
  return {
    by,
    buckets,
    total: {
      signups: sum(({ signups }) => signups),
      accounts: sum(({ accounts }) => accounts),
      arr: sum(({ arr }) => arr),
    },
  }
}

/** The industries and roles that there are: what a filter may name. */
export async function readBuyerWords(db: Database): Promise<{ industries: string[]; roles: string[] }> {
  const rows = await db.$queryRaw<{ kind: string; word: string }[]>`
    SELECT DISTINCT 'industry' AS kind, btrim(attributes->>'industry') AS word FROM accounts
    WHERE btrim(attributes->>'industry') <> ''
    UNION SELECT DISTINCT 'role', role FROM contacts WHERE role <> '' ORDER BY 1, 2`
  const of = (kind: string) => rows.flatMap((row) => (row.kind === kind ? [row.word] : []))
  return { industries: of('industry'), roles: of('role') }
}
