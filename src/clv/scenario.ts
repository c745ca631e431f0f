import { LEAST_N } from '#src/kpis/review.ts'
import { fitLinear } from '#src/statistics/linear.ts'
import { casesOf, chanceOf, fitLogistic, type Regression } from '#src/statistics/logistic.ts'
import type { Interval } from '#src/statistics/proportions.ts'

/** What can be changed, as it was with each customer in the first three months. */
export type Lever =
  /** Days from the start until it was of use; tickets a month; days of use a month. */
  | { of: 'onboarding' | 'tickets' | 'use' }
  /** Whether a signal came. */
  | { of: 'signal'; name: string }

/**
 * What is imagined: a lever moved by so much for everybody, or by that share of what it was with each; of a signal, that it
 * comes for all.
 */
export type Scenario = { lever: Lever; by: number; ofEach?: boolean }

/** Customers of one persona and size with the same lever: how many, who stayed the first term, and how those grew. */
export type LeverRow = {
  persona: string
  /** 1 for those who began above the middle of what their persona pays. */
  large: number
  x: number
  n: number
  stayed: number
  grown: number
  growth: number
  growthSquares: number
}

type Change = { value: number; interval: Interval }

/** What the history of a persona says about a scenario. */
export type Outlook = { persona: string; n: number; lost: number } & (
  | {
      found: 'response'
      /** The lever on average, and where it would be: never beyond what was seen. */
      lever: { now: number; then: number; clipped: boolean }
      stays: { now: number; change: Change; chance: boolean }
      /** Of those who stay, MRR at the end of the first term against the third month, as a share. */
      grows: (Change & { chance: boolean }) | undefined
    }
  | { found: 'nothing'; because: 'few' | 'nobody left' | 'same lever' | 'not told apart' }
)

const LEAST_LOST = 10
const Z = 1.959_963_985

/** Every persona of which anything is known, those with a response first, the largest change first. */
export function outlooksOf(rows: LeverRow[], scenario: Scenario): Outlook[] {
  const personas = [...Map.groupBy(rows, ({ persona }) => persona)]
  return personas
    .map(([persona, its]) => outlookOf(persona, its, scenario))
    .toSorted((a, b) => changeOf(b) - changeOf(a))
}

const changeOf = (its: Outlook): number =>
  its.found === 'response' ? its.stays.change.value : Number.NEGATIVE_INFINITY

function outlookOf(persona: string, rows: LeverRow[], scenario: Scenario): Outlook {
  const n = sumOf(rows, (row) => row.n)
  const lost = n - sumOf(rows, ({ stayed }) => stayed)
  const nothing = (because: Extract<Outlook, { found: 'nothing' }>['because']): Outlook => ({
    ...{ persona, n, lost, found: 'nothing', because },
  })
  if (n < LEAST_N) return nothing('few')
  if (lost < LEAST_LOST) return nothing('nobody left')
  if (new Set(rows.map(({ x }) => x)).size < 2) return nothing('same lever')
  const sized = new Set(rows.map(({ large }) => large)).size > 1
  const numbers = ({ x, large }: { x: number; large: number }) => (sized ? [x, large] : [x])
  const fit = fitLogistic(casesOf(rows.map((row) => ({ x: numbers(row), n: row.n, hits: row.stayed }))))
  if (!fit) return nothing('not told apart')
  const range = { low: Math.min(...rows.map(({ x }) => x)), high: Math.max(...rows.map(({ x }) => x)) }
  const moved = rows.map((row) => ({ ...row, x: clamped(movedTo(row.x, scenario), range) }))
  const mean = (some: LeverRow[]) => sumOf(some, (row) => row.x * row.n) / n
  const wanted = sumOf(rows, (row) => movedTo(row.x, scenario) * row.n) / n
  const [now, then] = [mean(rows), mean(moved)]
  return {
    ...{ persona, n, lost, found: 'response' },
    lever: { now, then, clipped: Math.abs(then - wanted) > 0.05 * Math.abs(wanted - now) },
    stays: stayChange(fit, { rows, moved, numbers, n }),
    grows: growthChange(rows, then - now, numbers),
  }
}

function movedTo(x: number, { lever, by, ofEach = false }: Scenario): number {
  if (lever.of === 'signal') return 1
  return ofEach ? x * (1 + by) : x + by
}

const clamped = (x: number, { low, high }: Interval): number => Math.min(high, Math.max(low, x))

type Moved = { rows: LeverRow[]; moved: LeverRow[]; numbers: (row: LeverRow) => number[]; n: number }

/** The mean chance of all of them, before and after; its error by the delta method, over all weights. */
function stayChange({ weights, covariance }: Regression, { rows, moved, numbers, n }: Moved) {
  const shareOf = (some: LeverRow[], by: number[]) =>
    sumOf(some, (row) => row.n * chanceOf(by, numbers(row))) / n
  const changed = (by: number[]) => shareOf(moved, by) - shareOf(rows, by)
  const slopes = weights.map((weight, index) => {
    const step = 1e-5 * Math.max(1, Math.abs(weight))
    const along = (way: number) => changed(weights.with(index, weight + way * step))
    return (along(1) - along(-1)) / (2 * step)
  })
  const variance = slopes.reduce(
    (sum, slope, i) =>
      sum + slopes.reduce((inner, other, j) => inner + slope * other * (covariance[i]?.[j] ?? 0), 0),
    0,
  )
  const [now, value, width] = [shareOf(rows, weights), changed(weights), Z * Math.sqrt(Math.max(0, variance))]
  const interval = { low: Math.max(-now, value - width), high: Math.min(1 - now, value + width) }
  return { now, change: { value, interval }, chance: interval.low <= 0 && interval.high >= 0 }
}

function growthChange(rows: LeverRow[], by: number, numbers: (row: LeverRow) => number[]) {
  const known = rows.filter(({ grown }) => grown > 0)
  if (sumOf(known, ({ grown }) => grown) < LEAST_N) return undefined
  const fit = fitLinear(
    known.map((row) => ({ x: numbers(row), n: row.grown, sum: row.growth, squares: row.growthSquares })),
  )
  if (!fit) return undefined
  const [, weight = 0] = fit.weights
  const width = Z * Math.sqrt(fit.covariance[1]?.[1] ?? 0)
  const ends = [(weight - width) * by, (weight + width) * by]
  const interval = { low: Math.min(...ends), high: Math.max(...ends) }
  return { value: weight * by, interval, chance: Math.abs(weight) <= width }
}

const sumOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
