import { readClv } from '#src/clv/read-clv.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import type { Review } from '#src/kpis/review.ts'

/**
 * The persona whose customers are worth most, among those that a review shows. One line of it: where it can't be
 * computed, the review goes without.
 */
export async function highestClv(
  { db, log }: Pick<Context, 'db' | 'log'>,
  before: Temporal.PlainDate,
  { personas }: Review,
): Promise<Pick<Review, 'highestClv'>> {
  try {
    const report = await readClv(db, before)
    const shown = new Set(personas.map(({ persona }) => persona))
    const best = report?.personas.find(({ persona, value }) => value && shown.has(persona))
    return best?.value ? { highestClv: { persona: best.persona, value: best.value.value } } : {}
  } catch (error) {
    log.warn({ cause: causeOf(error) }, 'The review goes without customer lifetime value')
    return {}
  }
}
