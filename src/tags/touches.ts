import type { Database } from '#src/db/connect.ts'

/** Something that changed account-months, as the audit trail tells: a persona corrected, or rows that were delivered. */
export type Touch =
  | { what: 'corrected'; at: Date; persona: string; months: { month: string; before: string | null }[] }
  | { what: 'late'; at: Date; from: string; months: { month: string; rows: number }[] }

/** The oldest first. */
export async function readTouches(db: Database): Promise<Touch[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT at, action, subject, payload FROM audit
    WHERE payload IS NOT NULL AND (action = 'persona corrected'
      OR (action IN ('import', 'run-source') AND jsonb_exists(payload, 'months'))) ORDER BY sequence`
  return rows.map(({ at, action, subject, payload }): Touch => {
    if (action === 'persona corrected') {
      const { persona = '', months } = payload
      return { what: 'corrected', at, persona, months: Array.isArray(months) ? months : [] }
    }
    const counts = Array.isArray(payload.months) ? {} : payload.months
    const months = Object.entries(counts).map(([month, count]) => ({ month, rows: count }))
    return { what: 'late', at, from: payload.file ?? subject, months }
  })
}

type Row = {
  at: Date
  action: string
  subject: string
  payload: {
    persona?: string
    file?: string
    months: { month: string; before: string | null }[] | Record<string, number>
  }
}
