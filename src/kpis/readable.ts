import type { Database } from '#src/db/connect.ts'
import { findRun } from '#src/runs/log.ts'
import { type PersonaMonth, type ReadableKpi, type Review, review } from './review.ts'

/** One number of one review, as it was published. */
export type ReadNumber = { kpi: ReadableKpi; persona: PersonaMonth; review: Review; key: string }

/** The number that a review says; undefined where it has none. */
export async function readNumber(
  db: Database,
  of: { review: string; persona: string; kpi: ReadableKpi },
): Promise<ReadNumber | undefined> {
  const run = await findRun(db, of.review)
  const facts = review.safeParse(run?.facts).data
  const persona = facts?.personas.find((each) => each.persona === of.persona)
  if (!facts || !persona?.now?.[of.kpi]) return undefined
  return { kpi: of.kpi, persona, review: facts, key: of.review }
}
