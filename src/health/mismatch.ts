import { disqualificationRate } from '#src/leads/leads.ts'
import type { HealthFacts } from './facts.ts'
import { found, type Pitfall, type Unjudged } from './pitfall.ts'

/** Where what is written and what happens lie apart: channels, messages that no longer land, one number against another. */
export const mismatchesOf = (facts: HealthFacts): Pitfall[] => [
  ...channelMismatch(facts),
  ...decay(facts),
  ...localMaxima(facts),
]

/** Whether they are reached where they learn only people know; where they learn, evidence has to say. */
function channelMismatch({ personas, counts }: HealthFacts): Pitfall[] {
  if (counts.answers.get('channels')?.yes === false)
    return [{ pitfall: 'channels', personas: [], n: 0, of: personas.length }]
  return found(
    'channels',
    personas.filter(({ channelsKnown }) => channelsKnown === 0),
    personas.length,
  )
}

/** What is said to them fails more often than it did, or who comes leaves sooner: as the signal monitor finds. */
function decay({ personas, counts }: HealthFacts): Pitfall[] {
  const fading = counts.findings.filter(({ kind }) => kind === 'misses' || kind === 'cohorts')
  const isFading = ({ slug }: { slug: string }) => fading.some(({ persona }) => persona === slug)
  return found('decay', personas.filter(isFading), personas.length)
}

/** A number that is better than usual in the month in which fewer than usual stay: somebody's success, at its cost. */
function localMaxima({ personas, counts }: HealthFacts): Pitfall[] {
  const bought = (counts.review?.personas ?? []).filter(
    ({ standings: { retention, expansion, supportCost } }) =>
      retention?.state === 'breached' && (expansion?.state === 'better' || supportCost?.state === 'better'),
  )
  const slugs = new Set(bought.map(({ persona }) => persona))
  return found(
    'local-maximum',
    personas.filter(({ slug }) => slugs.has(slug)),
  )
}

/** What can't be told yet, so that its absence from the list says nothing. */
export function unjudgedOf({ personas, counts }: HealthFacts): Unjudged[] {
  if (personas.length === 0) return []
  const reviewed = counts.review?.personas.some(
    ({ standings: { retention } }) => retention && retention.state !== 'no history',
  )
  return [
    ...(counts.answers.has('channels') ? [] : (['channels'] as const)),
    ...(disqualificationRate(counts.leads).is === 'unknown' ? (['negative-unused'] as const) : []),
    ...(reviewed ? [] : (['local-maximum'] as const)),
  ]
}
