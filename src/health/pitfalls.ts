import { excludedFromScorecards } from '#src/decisions/effects.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import { disqualificationRate } from '#src/leads/leads.ts'
import { BOARD_FUNCTIONS, isThere } from '#src/members/member.ts'
import { warningsOf } from '#src/personas/warnings.ts'
import { LEAST_FUNCTIONS } from './checks.ts'
import type { HealthFacts, PersonaFacts } from './facts.ts'
import { mismatchesOf } from './mismatch.ts'
import { found, type Pitfall } from './pitfall.ts'
import { clashesIn } from './vocabularies.ts'

/** The pitfalls found, in the order in which one would climb out; none of a company without personas. */
export function pitfallsOf(facts: HealthFacts): Pitfall[] {
  if (facts.personas.length === 0) return []
  return [
    ...ofPeople(facts),
    ...ofPersonas(facts),
    ...mismatchesOf(facts),
    ...ofTheWhole(facts),
    ...ofUse(facts),
  ]
}

const STATIC_MONTHS = 18
const MOSTLY = 0.5

function ofPersonas({ personas, now, zone, counts, library }: HealthFacts): Pitfall[] {
  const limit = now.toZonedDateTimeISO(zone).subtract({ months: STATIC_MONTHS }).toInstant()
  const isOld = ({ lookedAt }: PersonaFacts) => Temporal.Instant.compare(lookedAt, limit) < 0
  const isGuessed = ({ claims, assumptions }: PersonaFacts) => claims === 0 || assumptions / claims > MOSTLY
  const excluded = excludedFromScorecards(library, now.toZonedDateTimeISO(zone).toPlainDate())
  // That the board left one out of scorecards is known to be so, and why.
  const isUnmeasured = ({ slug }: PersonaFacts) =>
    (counts.customers.get(slug) ?? 0) < LEAST_N && !excluded.has(slug)
  const all = personas.length
  return [
    ...found('static', personas.filter(isOld), all),
    ...found('assumptions', personas.filter(isGuessed), all),
    ...found('not-measurable', personas.filter(isUnmeasured), all),
  ]
}

/** So many personas are no minimal model, as long as none of them is validated. */
const MANY = 5

/** Personas that fit on no page; and more of them than one can find out about at once. */
function tooComplex(personas: PersonaFacts[]): Pitfall[] {
  const long = personas.filter(({ isLong }) => isLong)
  if (long.length > 0) return found('complex', long, personas.length)
  const many = personas.length > MANY && personas.every(({ validated }) => !validated)
  return many ? [{ pitfall: 'complex', personas: [], n: personas.length, of: 0 }] : []
}

function ofTheWhole({ library, counts, personas }: HealthFacts): Pitfall[] {
  const rate = disqualificationRate(counts.leads)
  const warnings = warningsOf(library)
  const clashes = clashesIn(library)
  return [
    ...tooComplex(personas),
    ...warnings.flatMap((warning): Pitfall[] => {
      if (warning.of === 'many-primary')
        return [{ pitfall: 'many-primary', personas: [], n: warning.count, of: 0 }]
      if (warning.of === 'no-negative') return [{ pitfall: 'no-negative', personas: [], n: 0, of: 0 }]
      const [pair] = warning.pairs
      return [{ pitfall: 'generic', personas: pair?.personas ?? [], n: warning.pairs.length, of: 0 }]
    }),
    ...(rate.is === 'low' && !warnings.some((warning) => warning.of === 'no-negative')
      ? [{ pitfall: 'negative-unused' as const, personas: [], n: counts.leads.disqualified, of: rate.n }]
      : []),
    ...clashes.slice(0, 1).map(({ personas }): Pitfall => {
      return { pitfall: 'categories', personas, n: clashes.length, of: 0 }
    }),
  ]
}

const ofUse = ({ counts: { active } }: HealthFacts): Pitfall[] =>
  active.length >= LEAST_FUNCTIONS
    ? []
    : [{ pitfall: 'no-adoption', personas: [], n: active.length, of: LEAST_FUNCTIONS }]

/** Nobody answers for a persona; and there is no board that could decide on one. */
function ofPeople({ personas, library }: HealthFacts): Pitfall[] {
  const there = [...library.members.values()].filter(isThere)
  const seated = BOARD_FUNCTIONS.filter((name) =>
    there.some((member) => member.function === name && member.roles.includes('board')),
  )
  return [
    ...found(
      'orphaned',
      personas.filter(({ owned }) => !owned),
      personas.length,
    ),
    ...(seated.length < LEAST_FUNCTIONS
      ? [{ pitfall: 'no-governance' as const, personas: [], n: seated.length, of: LEAST_FUNCTIONS }]
      : []),
  ]
}
