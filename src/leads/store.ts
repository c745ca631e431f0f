import type { Database } from '#src/db/connect.ts'
import type { Leads } from './leads.ts'

/** Counts the leads among the contacts; one that a date of disqualification is given for was turned away. */
export async function readLeads(db: Database): Promise<Leads> {
  const rows = await db.$queryRaw<{ persona: string | null; count: number; disqualified: number }[]>`
    SELECT persona, count(*)::int AS count, count(disqualified_on)::int AS disqualified
    FROM contacts WHERE is_lead AND gone_at IS NULL GROUP BY persona`
  const sum = (of: 'count' | 'disqualified') => rows.reduce((total, row) => total + row[of], 0)
  const tagged = rows.flatMap(({ persona, disqualified }) =>
    persona === null ? [] : [[persona, disqualified] as const],
  )
  return { count: sum('count'), disqualified: sum('disqualified'), byPersona: new Map(tagged) }
}
