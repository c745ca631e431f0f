import type { Database } from '#src/db/connect.ts'

/** The first and the last month with account-months before one; undefined where there are none. */
export async function readHistory(
  db: Database,
  before: Temporal.PlainDate,
): Promise<{ first: Temporal.PlainDate; last: Temporal.PlainDate } | undefined> {
  const [row] = await db.$queryRaw<{ first: string | null; last: string | null }[]>`
    SELECT min(month)::text AS first, max(month)::text AS last FROM account_months
    WHERE month < ${before.toString()}::date`
  if (!row?.first || !row.last) return undefined
  return { first: Temporal.PlainDate.from(row.first), last: Temporal.PlainDate.from(row.last) }
}
