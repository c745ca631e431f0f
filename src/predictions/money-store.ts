import type { Database } from '#src/db/connect.ts'

/** Customers of a persona who paid at the end of a month, by how many months they had been there; null if nobody knows. */
export type Active = { persona: string; age: number | null; n: number; mrr: number }

/** `month`: its first day. */
export async function readActives(db: Database, month: Temporal.PlainDate): Promise<Active[]> {
  return await db.$queryRaw<Active[]>`
    SELECT its.persona, ((extract(year FROM its.month) - extract(year FROM started_on)) * 12
        + extract(month FROM its.month) - extract(month FROM started_on))::int + 1 AS age,
      count(*)::int AS n, sum(its.mrr_end)::float8 AS mrr
    FROM account_months its JOIN accounts USING (account_id)
    WHERE its.month = ${month.toString()}::date AND its.mrr_end > 0 AND its.persona IS NOT NULL
      AND (started_on IS NULL OR started_on < its.month + interval '1 month')
    GROUP BY 1, 2`
}

/** What those who paid at the end of a month, by the persona of then, brought in so many months after it. */
export async function readBrought(
  db: Database,
  month: Temporal.PlainDate,
  months: number,
  grossMargin: number,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ persona: string; brought: number }[]>`
    SELECT base.persona,
      sum((later.mrr_start + later.mrr_new + later.mrr_reactivation) * ${grossMargin}::float8
        - coalesce(later.support_cost, 0))::float8 AS brought
    FROM account_months base JOIN account_months later USING (account_id)
    WHERE base.month = ${month.toString()}::date AND base.mrr_end > 0 AND base.persona IS NOT NULL
      AND later.month > base.month AND later.month <= ${month.add({ months }).toString()}::date
    GROUP BY base.persona`
  return new Map(rows.map(({ persona, brought }) => [persona, brought]))
}
