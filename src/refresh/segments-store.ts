import type { Database } from '#src/db/connect.ts'
import type { Sizes } from './segment.ts'

/** Paying customers per persona at the end of a month and of the one half a year before, as tagged then. */
export async function readSizes(db: Database, month: Temporal.PlainDate): Promise<Sizes> {
  const [now, before] = [month.toString(), month.subtract({ months: 6 }).toString()]
  const [last, first, moved] = await Promise.all([
    sizeAt(db, now),
    sizeAt(db, before),
    db.$queryRaw<Sizes['moved']>`
      SELECT coalesce(earlier.persona, '') AS "from", coalesce(later.persona, '') AS "to", count(*)::int AS accounts
      FROM account_months earlier JOIN account_months later USING (account_id)
      WHERE earlier.month = ${before}::date AND later.month = ${now}::date
        AND earlier.persona IS DISTINCT FROM later.persona
      GROUP BY 1, 2`,
  ])
  return { now: last, earlier: first, moved }
}

async function sizeAt(db: Database, month: string): Promise<Sizes['now']> {
  const rows = await db.$queryRaw<{ persona: string; n: number }[]>`
    SELECT coalesce(persona, '') AS persona, count(*)::int AS n FROM account_months
    WHERE month = ${month}::date AND mrr_end > 0 GROUP BY 1`
  if (rows.length === 0) return undefined
  const of = rows.reduce((sum, { n }) => sum + n, 0)
  return { month, of, n: new Map(rows.map(({ persona, n }) => [persona, n])) }
}

/** All leads, and those of them that were turned away. */
export async function readLeads(db: Database): Promise<{ all: number; disqualified: number }> {
  const [all, disqualified] = await Promise.all([
    db.contact.count({ where: { isLead: true } }),
    db.contact.count({ where: { isLead: true, disqualifiedOn: { not: null } } }),
  ])
  return { all, disqualified }
}
