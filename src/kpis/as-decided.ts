import { adHocKpis, excludedFromScorecards, weightsAt } from '#src/decisions/effects.ts'
import type { Library } from '#src/knowledge/library.ts'
import { READABLE_KPIS, type Review, SLUGS } from './review.ts'
import { targetAt } from './targets-at.ts'

/**
 * A review with what the board decided for its month, as of the month's last day, so that an old one keeps its own:
 * without the personas that it left out of scorecards, with the weights of composite KPIs, with the KPIs it added, and with its targets.
 */
export function asDecided(review: Review, library: Library, day: Temporal.PlainDate): Review {
  const decided = excludedFromScorecards(library, day)
  const excluded = review.personas.flatMap(({ persona }) => {
    const because = decided.get(persona)?.body.choice
    return because === undefined ? [] : [{ persona, because }]
  })
  const weights = weightsAt(library, day)
  const added = adHocKpis(library, day)
  const targets = targetsOf(review, library, day)
  return {
    ...review,
    ...(excluded.length > 0 && {
      personas: review.personas.filter(({ persona }) => !decided.has(persona)),
      excluded,
    }),
    ...(weights && { weights }),
    ...(added.length > 0 && { added }),
    ...(targets.length > 0 && { targets }),
  }
}

/** What the board wants each number of a review to reach. */
const targetsOf = ({ personas }: Review, library: Library, day: Temporal.PlainDate) =>
  personas.flatMap(({ persona }) =>
    READABLE_KPIS.flatMap((kpi) => {
      const its = targetAt(library, { kpi: SLUGS[kpi], persona }, day)?.body
      return its ? [{ persona, kpi, value: its.value, until: its.until }] : []
    }),
  )
