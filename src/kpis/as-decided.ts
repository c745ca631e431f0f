import { adHocKpis, excludedFromScorecards, weightsAt } from '#src/decisions/effects.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Review } from './review.ts'

/**
 * A review with what the board decided for its month, as of the month's last day, so that an old one keeps its own:
 * without the personas that it left out of scorecards, with the weights of composite KPIs, and with the KPIs it added.
 */
export function asDecided(review: Review, library: Library, day: Temporal.PlainDate): Review {
  const decided = excludedFromScorecards(library, day)
  const excluded = review.personas.flatMap(({ persona }) => {
    const because = decided.get(persona)?.body.choice
    return because === undefined ? [] : [{ persona, because }]
  })
  const weights = weightsAt(library, day)
  const added = adHocKpis(library, day)
  return {
    ...review,
    ...(excluded.length > 0 && {
      personas: review.personas.filter(({ persona }) => !decided.has(persona)),
      excluded,
    }),
    ...(weights && { weights }),
    ...(added.length > 0 && { added }),
  }
}
