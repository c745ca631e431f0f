import { fisherInterval } from './correlation.ts'
import { twoSided } from './distributions.ts'

/** How closely two series move together once what both owe to the passing of time is taken out, from −1 to 1. */
export type PartialCorrelation = { n: number; r: number; low: number; high: number; p: number }

/**
 * Pearson's correlation of what is left of two series once a straight line through time is taken out of each: of first
 * order, with Fisher's interval on n − 4 (Fisher 1924, Metron 3). Undefined below six, or where a side never varies.
 */
export function partialCorrelation(
  points: { at: number; x: number; y: number }[],
  level = 0.95,
): PartialCorrelation | undefined {
  const n = points.length
  if (n < 6) return undefined
  const times = points.map(({ at }) => at)
  const [x, y] = [points.map((each) => each.x), points.map((each) => each.y)].map((side) => rest(side, times))
  if (!x || !y) return undefined
  const [xx, yy] = [dot(x, x), dot(y, y)]
  const all = (side: 'x' | 'y') => points.reduce((sum, each) => sum + each[side] ** 2, 0)
  if (xx <= ROUNDING * all('x') || yy <= ROUNDING * all('y')) return undefined
  // Just below 1, of which there is no logarithm.
  const r = Math.max(-1 + 1e-12, Math.min(1 - 1e-12, dot(x, y) / Math.sqrt(xx * yy)))
  const error = 1 / Math.sqrt(n - 4)
  return { n, r, ...fisherInterval(r, error, level), p: twoSided(Math.atanh(r) / error) }
}

/** What a straight line through time leaves, by least squares. */
function rest(values: number[], times: number[]): number[] {
  const [middle, early] = [mean(values), mean(times)]
  const spread = times.reduce((sum, at) => sum + (at - early) ** 2, 0)
  const together = values.reduce(
    (sum, value, index) => sum + (value - middle) * ((times[index] ?? 0) - early),
    0,
  )
  const slope = spread === 0 ? 0 : together / spread
  return values.map((value, index) => value - middle - slope * ((times[index] ?? 0) - early))
}

/** What varies by rounding alone doesn't vary. */
const ROUNDING = 1e-20

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
