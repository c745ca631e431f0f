import { adjusted } from '#src/statistics/adjust.ts'
import { type PartialCorrelation, partialCorrelation } from '#src/statistics/partial-correlation.ts'

/** What a KPI has to go along with to be more than something pleasant to look at. */
const OUTCOMES = ['retention', 'satisfaction'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** With fewer periods of a persona nothing is concluded. */
const LEAST_PERIODS = 12
/** So rarely is mere chance taken for an association, over all personas and outcomes together (Holm). */
const CHANCE = 0.05

/** A persona's values by the number of their period, the oldest first. */
export type Valued = ReadonlyMap<string, ReadonlyMap<number, number>>

type Association = PartialCorrelation & { persona: string; outcome: Outcome }

/**
 * Whether a KPI goes along with retention or satisfaction of any persona: `poor` where of those with enough periods
 * none does. `untold` where no persona has enough, which speaks neither for it nor against it.
 */
export type Vanity =
  | { verdict: 'goes along' | 'poor'; associations: Association[] }
  /** It is the same in every period. */
  | { verdict: 'never moves' }
  | { verdict: 'untold'; periods: number }

/** A leading KPI is held against the period after, a lagging one against the same. Time itself is taken out of both. */
export function judgeVanity(
  kpi: Valued,
  outcomes: Record<Outcome, Valued>,
  indicator: 'leading' | 'lagging',
): Vanity {
  const lag = indicator === 'leading' ? 1 : 0
  const pairs = [...kpi].flatMap(([persona, values]) =>
    OUTCOMES.map((outcome) => ({
      persona,
      outcome,
      points: [...values].flatMap(([at, x]) => {
        const y = outcomes[outcome].get(persona)?.get(at + lag)
        return y === undefined ? [] : [{ at, x, y }]
      }),
    })),
  )
  const enough = pairs.filter(({ points }) => points.length >= LEAST_PERIODS)
  if (enough.length === 0)
    return { verdict: 'untold', periods: Math.max(0, ...pairs.map(({ points }) => points.length)) }
  const associations = enough.flatMap(({ points, ...of }): Association[] => {
    const found = partialCorrelation(points)
    return found ? [{ ...of, ...found }] : []
  })
  const still = (points: { x: number }[]) => points.every(({ x }) => x === points[0]?.x)
  if (enough.every(({ points }) => still(points))) return { verdict: 'never moves' }
  // Where the outcome alone never moves nothing can be told, either.
  if (associations.length === 0) return { verdict: 'untold', periods: enough[0]?.points.length ?? 0 }
  const chances = adjusted(
    associations.map(({ p }) => p),
    'holm',
  )
  const verdict = chances.some((p) => p < CHANCE) ? 'goes along' : 'poor'
  return { verdict, associations: associations.toSorted((a, b) => a.p - b.p) }
}

/** "no association with retention or satisfaction: carla with retention 0.05 (-0.36 to 0.44, n = 24)" */
export function saysPoor(vanity: Vanity): string | undefined {
  if (vanity.verdict === 'never moves') return 'a number that is the same in every period'
  if (vanity.verdict !== 'poor') return undefined
  const said = vanity.associations.slice(0, 4).map(sayAssociation)
  const more = vanity.associations.length - said.length
  return `no association with retention or satisfaction of any persona: ${said.join('; ')}${more > 0 ? `; and ${more} weaker` : ''}`
}

const sayAssociation = ({ persona, outcome, r, low, high, n }: Association): string =>
  `${persona} with ${outcome} ${r.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}, n = ${n})`
