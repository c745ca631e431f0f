import type { Decision } from '#src/decisions/effects.ts'
import type { Review } from './review.ts'

/** A review without the personas that the board left out of scorecards for its month; it names them and says why. */
export function leaveOut(review: Review, excluded: ReadonlyMap<string, Decision>): Review {
  const left = review.personas.flatMap(({ persona }) => {
    const because = excluded.get(persona)?.body.choice
    return because === undefined ? [] : [{ persona, because }]
  })
  if (left.length === 0) return review
  return {
    ...review,
    personas: review.personas.filter(({ persona }) => !excluded.has(persona)),
    excluded: left,
  }
}
