import { chiSquareTail, criticalZ } from './distributions.ts'
import { cohenH } from './effect-size.ts'

/** So many of how many. Whole numbers, 0 ≤ hits ≤ n, n > 0. */
export type Share = { hits: number; n: number }
export type Interval = { low: number; high: number }

/** A test of two shares, and what the difference may be. */
export type ProportionsTest = {
  /** p1 − p2. */
  difference: number
  /** Undefined where all or none of both are hits: then there is nothing that could differ. */
  statistic: number | undefined
  p: number | undefined
  /** For the difference, after Wald, as R gives it. */
  interval: Interval
}

/** As R's prop.test of two groups, with Yates' continuity correction or without. */
export function compareShares(
  a: Share,
  b: Share,
  { correct, level = 0.95 }: { correct: boolean; level?: number },
): ProportionsTest {
  const [p1, p2] = [a.hits / a.n, b.hits / b.n]
  const each = 1 / a.n + 1 / b.n
  const difference = p1 - p2
  const yates = correct ? Math.min(0.5, Math.abs(difference) / each) : 0
  const pooled = (a.hits + b.hits) / (a.n + b.n)
  const cells = [a, b].flatMap(({ hits, n }) => [
    { count: hits, of: n * pooled },
    { count: n - hits, of: n * (1 - pooled) },
  ])
  const tested = pooled > 0 && pooled < 1
  const statistic = tested
    ? cells.reduce((sum, { count, of }) => sum + beyond(Math.abs(count - of), yates) ** 2 / of, 0)
    : undefined
  const width = criticalZ(level) * Math.sqrt((p1 * (1 - p1)) / a.n + (p2 * (1 - p2)) / b.n) + yates * each
  return {
    difference,
    statistic,
    p: statistic === undefined ? undefined : chiSquareTail(statistic, 1),
    interval: { low: Math.max(-1, difference - width), high: Math.min(1, difference + width) },
  }
}

/** What is left of a distance after the correction; rounding is nothing. */
const beyond = (distance: number, yates: number): number =>
  distance - yates < 1e-12 * distance ? 0 : distance - yates

/** Wilson's score interval of one share (1927), as R's prop.test of one group without correction. */
export function wilson({ hits, n }: Share, level = 0.95): Interval {
  const z = criticalZ(level)
  const p = hits / n
  const middle = p + (z * z) / (2 * n)
  const width = z * Math.sqrt((p * (1 - p) + (z * z) / (4 * n)) / n)
  const over = 1 + (z * z) / n
  return {
    low: hits === 0 ? 0 : (middle - width) / over,
    high: hits === n ? 1 : (middle + width) / over,
  }
}

/** The interval of a difference of two shares from their Wilson intervals: Newcombe (1998), method 10. */
export function newcombe(a: Share, b: Share, level = 0.95): Interval {
  const [p1, p2] = [a.hits / a.n, b.hits / b.n]
  const [one, two] = [wilson(a, level), wilson(b, level)]
  return {
    low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
    high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
  }
}

/** The size of the difference whatever the shares: Cohen's h. */
export const effectOf = (a: Share, b: Share): number => cohenH(a.hits / a.n, b.hits / b.n)
