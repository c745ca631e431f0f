import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import type { OutcomeGroup, Split } from './prediction.ts'

/** The newest closed month, whether it was reconstructed, and the months that were observed up to it, the newest first. */
export type History =
  | { newest: Temporal.PlainDate; observed: Temporal.PlainDate[]; reconstructed: boolean }
  | undefined

export async function readHistory(db: Database, before: Temporal.PlainDate): Promise<History> {
  const rows = await db.$queryRaw<{ month: string; reconstructed: boolean }[]>`
    SELECT month::text AS month, bool_or(reconstructed) AS reconstructed FROM account_months
    WHERE month < ${before.toString()}::date GROUP BY month ORDER BY month DESC LIMIT 60`
  const [newest] = rows
  if (!newest) return undefined
  const firstGuessed = rows.findIndex((row) => row.reconstructed)
  return {
    newest: Temporal.PlainDate.from(newest.month),
    observed: rows
      .slice(0, firstGuessed === -1 ? rows.length : firstGuessed)
      .map(({ month }) => Temporal.PlainDate.from(month)),
    reconstructed: newest.reconstructed,
  }
}

/** Where outcomes are learned and tried: months from `learnedAt` and `triedAt` on, so many of them. */
export type Horizon = {
  learnedAt: Temporal.PlainDate
  triedAt: Temporal.PlainDate
  months: number
  /** Later months than those learned from, or other customers in the same month. */
  by: 'time' | 'customers'
}

/**
 * The longest of twelve, six and three months for which there are two such spans after one another, and a month before
 * them. Where months were reconstructed from a snapshot, that one month alone tells who left.
 */
export function horizonOf(history: History): Horizon | undefined {
  if (!history) return undefined
  const { newest, observed, reconstructed } = history
  if (reconstructed) return { learnedAt: newest, triedAt: newest, months: 1, by: 'customers' }
  const months = [12, 6, 3].find((each) => observed.length >= 2 * each + 1)
  if (months === undefined) return undefined
  const triedAt = newest.subtract({ months: months - 1 })
  return { learnedAt: triedAt.subtract({ months }), triedAt, months, by: 'time' }
}

/** Half of all accounts is learned from and the other half tried on: by a digest of their id, which is always the same. */
export async function readSplit(db: Database, horizon: Horizon): Promise<Split> {
  const quarters = await readQuarters(db, horizon.learnedAt)
  return {
    learned: await readGroups(db, horizon.learnedAt, horizon.months, { half: 0, quarters }),
    tried: await readGroups(db, horizon.triedAt, horizon.months, { half: 1, quarters }),
  }
}

async function readQuarters(db: Database, at: Temporal.PlainDate): Promise<number[]> {
  const [row] = await db.$queryRaw<{ quarters: number[] | null }[]>`
    SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY mrr_start::float8) AS quarters
    FROM account_months WHERE month = ${at.toString()}::date AND mrr_start > 0`
  return row?.quarters ?? [0, 0, 0]
}

/** Months from which on a customer counts as longer with us. */
const TENURES = [6, 12, 24]

/** Those who paid when a month began, as tagged at the close of the one before, and whether they pay at the end. */
async function readGroups(
  db: Database,
  at: Temporal.PlainDate,
  months: number,
  { half, quarters }: { half: number; quarters: number[] },
): Promise<OutcomeGroup[]> {
  const last = at.add({ months: months - 1 })
  const since = Prisma.sql`((${at.year}::int * 12 + ${at.month}::int)
    - (extract(year FROM started_on) * 12 + extract(month FROM started_on))::int)`
  return await db.$queryRaw<OutcomeGroup[]>`
    WITH came AS (
      SELECT account_id, bool_or(month = ${last.toString()}::date AND mrr_end > 0) AS pays, bool_or(mrr_end <= 0) AS left_us
      FROM account_months WHERE month BETWEEN ${at.toString()}::date AND ${last.toString()}::date GROUP BY account_id
    )
    SELECT before.persona,
      coalesce(width_bucket(${since}::float8, ${TENURES}::float8[]), -1)::int AS tenure,
      width_bucket(now.mrr_start::float8, ${quarters}::float8[])::int AS revenue,
      count(*)::int AS n, count(*) FILTER (WHERE pays)::int AS stayed
    FROM account_months now
      JOIN account_months before ON before.account_id = now.account_id
        AND before.month = ${at.subtract({ months: 1 }).toString()}::date
      JOIN accounts ON accounts.account_id = now.account_id
      JOIN came ON came.account_id = now.account_id
    WHERE now.month = ${at.toString()}::date AND now.mrr_start > 0 AND before.persona IS NOT NULL AND (pays OR left_us)
      AND ('x' || substr(md5(now.account_id), 1, 7))::bit(28)::int % 2 = ${half}::int
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}
