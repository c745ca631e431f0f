import { LEAST_N } from '#src/kpis/review.ts'
import { adjusted } from '#src/statistics/adjust.ts'
import { cohenD, type Sample } from '#src/statistics/effect-size.ts'
import { compareMeans } from '#src/statistics/means.ts'
import { compareShares, effectOf, type Share } from '#src/statistics/proportions.ts'
import { ALPHA, STRONG, type State } from './thresholds.ts'

/** What a persona's customers do in one respect: so many of how many, or a mean over them. */
export type Measured = { persona: string } & (Share | Sample)

/** Something that customers do, by persona. `name`: of a column, or the title of a signal or a KPI. */
export type Metric = { of: 'months' | 'signal' | 'kpi'; name: string; values: Measured[] }

/** In what two personas differ; the effect is Cohen's h of shares and d of means. */
export type Difference = {
  metric: Pick<Metric, 'of' | 'name'>
  a: Measured
  b: Measured
  /** |a − b| of the greater one. */
  relative: number
  effect: number | undefined
  corrected: number
}

/** Two personas: in how many respects they differ by more than a fifth and beyond chance, the most surely first. */
type Pair = { personas: [string, string]; differences: Difference[]; compared: number }

export type Differentiation = {
  state: State
  /** Personas with enough customers to be compared. */
  personas: string[]
  pairs: Pair[]
  /** All comparisons, for which p is corrected (Holm). */
  comparisons: number
  /** Personas that differ from none of the others in anything. */
  alike: string[]
}

/**
 * Every two personas in every respect: two proportions by Pearson's χ² (no correction), two means by Welch's test, all p
 * corrected together after Holm. Strong where every two differ in something by more than a fifth of the greater number.
 */
export function differentiationOf(metrics: Metric[]): Differentiation {
  const usable = metrics.map((metric) => ({ ...metric, values: metric.values.filter(isEnough) }))
  const personas = [
    ...new Set(usable.flatMap(({ values }) => values.map(({ persona }) => persona))),
  ].toSorted()
  const compared = correctedAll(usable.flatMap(comparisonsIn))
  const pairs = pairsOf(personas).flatMap((pair): Pair[] => {
    const own = compared.filter(({ a, b }) => a.persona === pair[0] && b.persona === pair[1])
    const differences = own.filter(isApart).toSorted((one, two) => one.corrected - two.corrected)
    return own.length === 0 ? [] : [{ personas: pair, differences, compared: own.length }]
  })
  const isAlike = (persona: string): boolean => {
    const own = pairs.filter((pair) => pair.personas.includes(persona))
    return own.length > 0 && own.every(({ differences }) => differences.length === 0)
  }
  return {
    state: stateOf(pairs),
    ...{ personas, pairs, comparisons: compared.length },
    alike: personas.filter(isAlike),
  }
}

const stateOf = (pairs: Pair[]): State => {
  if (pairs.length === 0) return 'unknown'
  return pairs.every(({ differences }) => differences.length > 0) ? 'strong' : 'weak'
}

const isEnough = ({ n }: Measured): boolean => n >= LEAST_N

const isApart = ({ relative, corrected }: Difference): boolean =>
  corrected < ALPHA && relative > STRONG.differentiation

const pairsOf = (personas: string[]): [string, string][] =>
  personas.flatMap((a, index) => personas.slice(index + 1).map((b): [string, string] => [a, b]))

type Tested = Omit<Difference, 'corrected'> & { p: number }

function comparisonsIn({ values, ...metric }: Metric): Tested[] {
  const sorted = values.toSorted((a, b) => (a.persona < b.persona ? -1 : 1))
  return sorted.flatMap((a, index) => sorted.slice(index + 1).flatMap((b) => compare(metric, a, b) ?? []))
}

/** The same number of both, without any spread, is no difference; undefined where spread is missing to tell. */
function compare(metric: Difference['metric'], a: Measured, b: Measured): Tested | undefined {
  const relative = relativeOf(measuredAs(a), measuredAs(b))
  if ('hits' in a && 'hits' in b) {
    const { p } = compareShares(a, b, { correct: false })
    return { metric, a, b, relative, effect: effectOf(a, b), p: p ?? 1 }
  }
  if ('hits' in a || 'hits' in b) return undefined
  const tested = compareMeans(a, b)
  if (!tested && a.mean !== b.mean) return undefined
  return { metric, a, b, relative, effect: cohenD(a, b), p: tested?.p ?? 1 }
}

export const measuredAs = (value: Measured): number => ('hits' in value ? value.hits / value.n : value.mean)

const relativeOf = (a: number, b: number): number => {
  const greater = Math.max(Math.abs(a), Math.abs(b))
  return greater > 0 ? Math.abs(a - b) / greater : 0
}

function correctedAll(tested: Tested[]): Difference[] {
  const ps = adjusted(
    tested.map(({ p }) => p),
    'holm',
  )
  return tested.map(({ p: _, ...each }, index) => ({ ...each, corrected: ps[index] ?? 1 }))
}
