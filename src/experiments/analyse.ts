import { LEAST_N } from '#src/kpis/review.ts'
import { adjusted } from '#src/statistics/adjust.ts'
import type { Sample } from '#src/statistics/effect-size.ts'
import { compareMeans } from '#src/statistics/means.ts'
import { compareShares, type Interval, newcombe } from '#src/statistics/proportions.ts'
import { type Ratio, ratioOfMeans, ratioOfShares } from '#src/statistics/ratio.ts'
import type { Expectation, ExperimentBody, Variant } from './experiment.ts'
import { type Cell, isShare, type Results } from './result.ts'
import { ALPHA, powerWith } from './sample.ts'

/** Two variants against each other; above 0 the first is better, whichever way is good. */
type Contrast = { difference: number; interval: Interval; p: number; corrected: number }

/** By how much the expected variant is better than the generic one, as a share of it. */
type Lift = Interval & { lift: number; corrected: number }

/** What came of an expectation. */
export type Outcome = {
  expectation: Expectation
  stronger: Cell | undefined
  than: Cell | undefined
  contrast: Contrast | undefined
  verdict: 'as expected' | 'the other way round' | 'no difference seen' | 'insufficient data' | 'missing'
  /** How often the planned difference is seen with as many as there were. */
  power: number | undefined
  lift: Lift | undefined
}

/**
 * Each persona on its own: two proportions by Pearson's χ² without a correction and Newcombe's interval, or two means by
 * Welch's test. p is corrected after Holm over the personas; the lift over the generic variant is, too.
 */
export function outcomesOf(body: ExperimentBody, { cells }: Pick<Results, 'cells'>): Outcome[] {
  const generic = body.variants.find((each) => each.generic)
  const compared = body.expects.map((expectation) => pairOf(body, expectation, cells, generic))
  const contrasts = corrected(compared.map(({ contrast }) => contrast))
  const lifts = corrected(compared.map(({ lift }) => lift?.tested))
  return compared.map(({ lift, ...each }, index) => {
    const contrast = contrasts[index]
    const correctedLift = lifts[index]
    return {
      ...each,
      contrast,
      verdict: verdictOf(each, contrast),
      lift: lift && correctedLift && { ...lift.said, corrected: correctedLift.corrected },
    }
  })
}

type Pair = Pick<Outcome, 'expectation' | 'stronger' | 'than' | 'power'>

function pairOf(body: ExperimentBody, expectation: Expectation, cells: Cell[], generic: Variant | undefined) {
  const of = (variant: string | undefined) =>
    cells.find((cell) => cell.persona === expectation.persona && cell.variant === variant)
  const [stronger, than, plain] = [of(expectation.stronger), of(expectation.than), of(generic?.id)]
  const n = stronger && than && Math.min(stronger.n, than.n)
  return {
    ...{ expectation, stronger, than },
    power: n === undefined ? undefined : powerWith(n, body),
    contrast: stronger && than && isEnough(stronger, than) ? compare(body, stronger, than) : undefined,
    lift: liftOf(body, stronger, plain),
  }
}

const isEnough = (a: Cell, b: Cell): boolean => Math.min(a.n, b.n) >= LEAST_N

type Tested = Omit<Contrast, 'corrected'>

/** Undefined where nothing varies: there is nothing that could differ. */
function compare({ better }: Pick<ExperimentBody, 'better'>, a: Cell, b: Cell): Tested | undefined {
  const tested = isShare(a) && isShare(b) ? shares(a, b) : means(a, b)
  if (!tested) return undefined
  const { difference, interval, p } = tested
  if (better === 'higher') return tested
  return { difference: -difference, interval: { low: -interval.high, high: -interval.low }, p }
}

function shares(a: Cell & { hits: number }, b: Cell & { hits: number }): Tested {
  const { difference, p } = compareShares(a, b, { correct: false })
  return { difference, p: p ?? 1, interval: newcombe(a, b) }
}

const means = (a: Cell, b: Cell): Tested | undefined =>
  isShare(a) || isShare(b) ? undefined : compareMeans(a, b)

/** A generic variant against itself lifts nothing. */
function liftOf(body: ExperimentBody, a: Cell | undefined, generic: Cell | undefined) {
  if (!a || !generic || a.variant === generic.variant || !isEnough(a, generic)) return undefined
  const tested = compare(body, a, generic)
  const ratio = ratioOf(a, generic)
  if (!tested || !ratio) return undefined
  const sign = body.better === 'higher' ? 1 : -1
  const [one, two] = [sign * (ratio.low - 1), sign * (ratio.high - 1)]
  const said = { lift: sign * (ratio.ratio - 1), low: Math.min(one, two), high: Math.max(one, two) }
  return { tested, said }
}

const ratioOf = (a: Cell, b: Cell): Ratio | undefined => {
  if (isShare(a) && isShare(b)) return ratioOfShares(a, b)
  return isShare(a) || isShare(b) ? undefined : ratioOfMeans(a satisfies Sample, b satisfies Sample)
}

function corrected(tests: (Tested | undefined)[]): (Contrast | undefined)[] {
  const known = tests.flatMap((test, index) => (test ? [{ test, index }] : []))
  const ps = adjusted(
    known.map(({ test }) => test.p),
    'holm',
  )
  const result = new Map(known.map(({ test, index }, at) => [index, { ...test, corrected: ps[at] ?? 1 }]))
  return tests.map((_, index) => result.get(index))
}

function verdictOf({ stronger, than }: Pair, contrast: Contrast | undefined): Outcome['verdict'] {
  if (!stronger || !than) return 'missing'
  if (!isEnough(stronger, than)) return 'insufficient data'
  if (!contrast || contrast.corrected >= ALPHA) return 'no difference seen'
  return contrast.difference > 0 ? 'as expected' : 'the other way round'
}
