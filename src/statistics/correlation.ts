import { criticalZ } from './distributions.ts'
import type { Interval } from './proportions.ts'

/** How closely two numbers go together, from −1 to 1; without an interval where all are in one line. */
export type Association = { n: number; value: number; interval?: Interval }

/** Pearson's r with Fisher's interval, as R's cor.test; undefined below three pairs, or where one side never varies. */
export function pearson(pairs: [number, number][], level = 0.95): Association | undefined {
  const value = correlation(pairs)
  return value === undefined
    ? undefined
    : { n: pairs.length, value, ...intervalOf(value, pairs.length, 1, level) }
}

/**
 * Spearman's ρ, ties by their middle rank, as R's cor(method = "spearman"). Its interval is Fisher's with the standard
 * error √((1 + ρ² / 2) / (n − 3)) of Bonett and Wright 2000 (Psychometrika 65), which holds up to |ρ| = 0.95.
 */
export function spearman(pairs: [number, number][], level = 0.95): Association | undefined {
  const [x, y] = [ranks(pairs.map(([first]) => first)), ranks(pairs.map(([, second]) => second))]
  const value = correlation(x.map((rank, index) => [rank, y[index] ?? 0]))
  if (value === undefined) return undefined
  return { n: pairs.length, value, ...intervalOf(value, pairs.length, 1 + value ** 2 / 2, level) }
}

function correlation(pairs: [number, number][]): number | undefined {
  const n = pairs.length
  if (n < 3) return undefined
  const [meanX, meanY] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + (pair[side] ?? 0), 0) / n)
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    const [fromX, fromY] = [x - (meanX ?? 0), y - (meanY ?? 0)]
    xx += fromX ** 2
    yy += fromY ** 2
    xy += fromX * fromY
  }
  const varies = xx > ROUNDING * (meanX ?? 0) ** 2 * n && yy > ROUNDING * (meanY ?? 0) ** 2 * n
  return varies && xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : undefined
}

/** What varies by rounding alone doesn't vary. */
const ROUNDING = 1e-24

function intervalOf(value: number, n: number, variance: number, level: number): { interval?: Interval } {
  if (n < 4 || 1 - Math.abs(value) < 1e-12) return {}
  return { interval: fisherInterval(value, Math.sqrt(variance / (n - 3)), level) }
}

/** Of a correlation whose z (its inverse hyperbolic tangent) has this standard error (Fisher 1921, Metron 1). */
export function fisherInterval(value: number, error: number, level: number): Interval {
  const [middle, width] = [Math.atanh(value), criticalZ(level) * error]
  return { low: Math.tanh(middle - width), high: Math.tanh(middle + width) }
}

/** From 1 for the lowest; what is the same shares the middle of its ranks. */
export function ranks(values: number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value)
  const ranked = values.map(() => 0)
  for (let at = 0; at < order.length; ) {
    let end = at
    while (end + 1 < order.length && order[end + 1]?.value === order[at]?.value) end += 1
    for (const { index } of order.slice(at, end + 1)) ranked[index] = (at + end) / 2 + 1
    at = end + 1
  }
  return ranked
}
