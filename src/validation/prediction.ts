import { LEAST_N } from '#src/kpis/review.ts'
import { adjusted } from '#src/statistics/adjust.ts'
import { brierGain, type Outcome } from '#src/statistics/forecast-quality.ts'
import { casesOf, chanceOf, fitLogistic } from '#src/statistics/logistic.ts'
import { compareShares, wilson } from '#src/statistics/proportions.ts'
import { type Quality, qualityOf } from './forecast.ts'
import { ALPHA, STRONG, type State } from './thresholds.ts'

/** Customers of one persona, tenure and revenue at a moment, and how many of them still paid some months later. */
export type OutcomeGroup = {
  persona: string
  /** From 0, the shortest; −1 where nobody knows since when. */
  tenure: number
  /** A quarter of what those learned from paid, from 0. */
  revenue: number
  n: number
  stayed: number
}

/** What is learned from, and what it is tried on: other customers, in later months where there are enough. */
export type Split = { learned: OutcomeGroup[]; tried: OutcomeGroup[] }

/** Of one persona: what was foreseen for its customers, what came, and what everybody's rate would have said. */
type Calibrated = {
  persona: string
  n: number
  said: number
  seen: number
  low: number
  high: number
  /** It was told apart by staying before, and by now everybody's rate fits it better. */
  stopped: boolean
}

export type Prediction = {
  state: State
  /** How many would be foreseen rightly by saying of all what most do. */
  baseRight: number
  base: Quality
  persona: Quality
  /** Persona, tenure and revenue together. */
  full: Quality | undefined
  /** By how much the persona's chances come closer than the base rate's, as a share of its distance. */
  skill: number
  p: number
  calibrated: Calibrated[]
}

/** So many have to be tried on, and so many of them to leave, before anything is said. */
const LEAST_TRIED = 100
const LEAST_LEFT = 10

/**
 * Whether the persona alone foresees who stays: its rate among those learned from, on others. Strong where more than 70 %
 * are foreseen rightly and its chances come closer than the base rate's beyond chance, since where nearly everybody stays
 * the base rate is right nearly always. Undefined where there is too little to try it on.
 */
export function predictionOf({ learned, tried }: Split): Prediction | undefined {
  const stayed = total(tried, (each) => each.stayed)
  const n = total(tried, (each) => each.n)
  const known = total(learned, (each) => each.n)
  if (n < LEAST_TRIED || known < LEAST_TRIED || Math.min(stayed, n - stayed) < LEAST_LEFT) return undefined
  const base = total(learned, (each) => each.stayed) / known
  const rates = ratesOf(learned, base)
  const alone = tried.map((each) => foreseen(each, rates.get(each.persona) ?? base))
  const plain = tried.map((each) => foreseen(each, base))
  const [quality, baseQuality] = [qualityOf(alone), qualityOf(plain)]
  const { mean: gain, p } = brierGain(
    alone,
    plain.map(({ chance }) => chance),
  )
  const isBetter = gain > 0 && p < ALPHA
  return {
    state: quality.right / n > STRONG.prediction && isBetter ? 'strong' : 'weak',
    ...{ baseRight: baseQuality.right, base: baseQuality, persona: quality, p },
    full: fullQuality({ learned, tried }),
    skill: baseQuality.brier > 0 ? gain / baseQuality.brier : 0,
    calibrated: calibrate({ learned, tried }, rates, base),
  }
}

const foreseen = ({ n, stayed }: OutcomeGroup, chance: number): Outcome => ({ n, hits: stayed, chance })

/** Drawn to the base rate by two customers, so that a persona of one is not sure of anything. */
const PRIOR = 2

function ratesOf(groups: OutcomeGroup[], base: number): Map<string, number> {
  const rate = (own: OutcomeGroup[]): number =>
    (total(own, (each) => each.stayed) + PRIOR * base) / (total(own, (each) => each.n) + PRIOR)
  return new Map([...byPersona(groups)].map(([persona, own]) => [persona, rate(own)]))
}

const byPersona = (groups: OutcomeGroup[]) => Map.groupBy(groups, ({ persona }) => persona)

const PENALTY = 1

/** Dummies of persona, tenure and revenue; what was not there to be learned from counts as none of them. */
function fullQuality({ learned, tried }: Split): Quality | undefined {
  const keysOf = ({ persona, tenure, revenue }: OutcomeGroup): string[] => [
    persona,
    `t${tenure}`,
    `r${revenue}`,
  ]
  const keys = [...new Set(learned.flatMap(keysOf))]
  const dummies = (group: OutcomeGroup): number[] => {
    const own = keysOf(group)
    return keys.map((key) => (own.includes(key) ? 1 : 0))
  }
  const cases = casesOf(learned.map((group) => ({ x: dummies(group), n: group.n, hits: group.stayed })))
  const fit = fitLogistic(cases, PENALTY)
  return fit && qualityOf(tried.map((group) => foreseen(group, chanceOf(fit.weights, dummies(group)))))
}

function calibrate({ learned, tried }: Split, rates: Map<string, number>, base: number): Calibrated[] {
  const distinct = distinctIn(learned)
  return [...byPersona(tried)]
    .flatMap(([persona, own]) => {
      const [n, stayed] = [total(own, (each) => each.n), total(own, (each) => each.stayed)]
      const said = rates.get(persona)
      if (said === undefined || n < LEAST_N) return []
      const { low, high } = wilson({ hits: stayed, n })
      // Beyond the middle between its own rate and everybody's the latter is nearer to what came.
      const middle = (said + base) / 2
      const isBeyond = said < base ? low > middle : high < middle
      return [{ persona, n, said, seen: stayed / n, low, high, stopped: distinct.has(persona) && isBeyond }]
    })
    .toSorted((a, b) => a.seen - b.seen)
}

/** Personas that stayed more or less often than all others together, beyond chance (Holm). */
function distinctIn(groups: OutcomeGroup[]): Set<string> {
  const [n, stayed] = [total(groups, (each) => each.n), total(groups, (each) => each.stayed)]
  const tests = [...byPersona(groups)].flatMap(([persona, own]) => {
    const mine = { n: total(own, (each) => each.n), hits: total(own, (each) => each.stayed) }
    const others = { n: n - mine.n, hits: stayed - mine.hits }
    if (mine.n < LEAST_N || others.n < LEAST_N) return []
    return [{ persona, p: compareShares(mine, others, { correct: false }).p ?? 1 }]
  })
  const ps = adjusted(
    tests.map(({ p }) => p),
    'holm',
  )
  return new Set(tests.filter((_, index) => (ps[index] ?? 1) < ALPHA).map(({ persona }) => persona))
}

const total = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
