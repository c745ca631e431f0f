import type { Database } from '#src/db/connect.ts'
import { monthlyRate } from './clv.ts'
import { readAssumptions } from './read-clv.ts'
import { type FitJudged, type FitRow, judgeFit } from './wrong-fit.ts'

const MONTHS = 3

/** The quarter that ends with a closed month (its first day) against the same months a year before, by persona. */
export async function readFit(db: Database, to: Temporal.PlainDate): Promise<FitJudged[]> {
  const from = to.subtract({ months: MONTHS - 1 })
  const [earlierFrom, until] = [from.subtract({ years: 1 }), to.add({ months: 1 })]
  const earlierUntil = until.subtract({ years: 1 })
  const rows = await db.$queryRaw<FitRow[]>`
    WITH windows (when_, opens, closes) AS (
      VALUES ('now', ${from.toString()}::date, ${until.toString()}::date),
        ('before', ${earlierFrom.toString()}::date, ${earlierUntil.toString()}::date)
    ), won AS (
      SELECT accounts.persona, when_, count(*)::int AS deals FROM deals JOIN accounts USING (account_id)
        JOIN windows ON closed_on >= opens AND closed_on < closes
      WHERE outcome = 'won' GROUP BY 1, 2
    ), months AS (
      SELECT persona, when_, count(*)::int AS n, count(*) FILTER (WHERE mrr_end > 0)::int AS retained,
        sum(mrr_start)::float8 AS revenue, sum(support_cost)::float8 AS support
      FROM account_months JOIN windows ON month >= opens AND month < closes
      WHERE mrr_start > 0 AND persona IS NOT NULL AND NOT reconstructed GROUP BY 1, 2
    )
    SELECT persona, when_ AS when, coalesce(deals, 0)::int AS deals, n, retained, revenue, support
    FROM months LEFT JOIN won USING (persona, when_)`
  const { grossMargin, discount } = await readAssumptions(db)
  return judgeFit(rows, { from, to }, { grossMargin, rate: monthlyRate(discount) })
}
