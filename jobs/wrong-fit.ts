import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import type { Review } from '#src/kpis/review.ts'

/**
 * Among those that a review shows, whom more was sold to though they stay less, cost more and are worth less. One line of
 * it: where it can't be computed, the review goes without.
 */
export async function wrongFit(
  { db, log }: Pick<Context, 'db' | 'log'>,
  month: Temporal.PlainDate,
  { personas }: Review,
): Promise<Pick<Review, 'wrongFit'>> {
  try {
    const { readFit } = await import('#src/clv/wrong-fit-store.ts')
    const shown = new Set(personas.map(({ persona }) => persona))
    const found = (await readFit(db, month)).flatMap(({ persona, wrong }) =>
      wrong && shown.has(persona)
        ? [
            {
              persona,
              deals: wrong.deals,
              retention: wrong.retention,
              support: wrong.support,
              value: wrong.value,
            },
          ]
        : [],
    )
    return found.length === 0 ? {} : { wrongFit: found }
  } catch (error) {
    log.warn({ cause: causeOf(error) }, 'The review goes without the pattern of wrong deals')
    return {}
  }
}
