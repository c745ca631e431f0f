import { chiSquareTail, criticalZ } from './distributions.ts'
import type { Interval } from './proportions.ts'

/** Two groups of like cases: how many of each, and how many of those were hits. */
export type Stratum = { exposed: { hits: number; n: number }; others: { hits: number; n: number } }

/** How much more often the exposed are hits, compared with their like alone. */
export type Association = {
  /** Common odds ratio, 1 being none; undefined where either group has only hits, or none. */
  oddsRatio: { value: number; interval: Interval } | undefined
  /** The share of hits among the exposed less that among the others. */
  difference: { value: number; interval: Interval }
  statistic: number
  p: number
  /** Those in strata that have both groups and both outcomes or either: only they are compared. */
  exposed: number
  others: number
}

/**
 * Cochran, Mantel and Haenszel's test without correction, as R's mantelhaen.test(correct = FALSE), the common odds ratio
 * with the interval of Robins, Breslow and Greenland (1986), and the common difference of shares with that of Greenland
 * and Robins (1985). Undefined where no stratum has both groups, or where all or none of everybody are hits.
 */
export function mantelHaenszel(strata: Stratum[], level = 0.95): Association | undefined {
  const both = strata.filter(({ exposed, others }) => exposed.n > 0 && others.n > 0)
  const cells = both.map(cellsOf)
  const spread = sumOf(cells, ({ variance }) => variance)
  if (spread <= 0) return undefined
  const statistic = sumOf(cells, ({ over }) => over) ** 2 / spread
  const z = criticalZ(level)
  return {
    oddsRatio: commonOdds(cells, z),
    difference: commonDifference(cells, z),
    statistic,
    p: chiSquareTail(statistic, 1),
    exposed: sumOf(both, ({ exposed }) => exposed.n),
    others: sumOf(both, ({ others }) => others.n),
  }
}

type Cells = ReturnType<typeof cellsOf>

/** a, b: hits and misses of the exposed; c, d: of the others. */
function cellsOf({ exposed, others }: Stratum) {
  const [a, c] = [exposed.hits, others.hits]
  const [n1, n0] = [exposed.n, others.n]
  const [b, d, n] = [n1 - a, n0 - c, n1 + n0]
  return {
    over: a - (n1 * (a + c)) / n,
    variance: n > 1 ? (n1 * n0 * (a + c) * (b + d)) / (n * n * (n - 1)) : 0,
    ...{ r: (a * d) / n, s: (b * c) / n, p: (a + d) / n, q: (b + c) / n },
    weight: (n1 * n0) / n,
    gap: (a * n0 - c * n1) / n,
    error: (a * b * n0 ** 3 + c * d * n1 ** 3) / (n1 * n0 * n * n),
  }
}

function commonOdds(cells: Cells[], z: number): Association['oddsRatio'] {
  const [r, s] = [sumOf(cells, (each) => each.r), sumOf(cells, (each) => each.s)]
  if (r === 0 || s === 0) return undefined
  const variance =
    sumOf(cells, (each) => each.p * each.r) / (2 * r * r) +
    sumOf(cells, (each) => each.p * each.s + each.q * each.r) / (2 * r * s) +
    sumOf(cells, (each) => each.q * each.s) / (2 * s * s)
  const [log, width] = [Math.log(r / s), z * Math.sqrt(variance)]
  return { value: r / s, interval: { low: Math.exp(log - width), high: Math.exp(log + width) } }
}

function commonDifference(cells: Cells[], z: number): Association['difference'] {
  const weight = sumOf(cells, (each) => each.weight)
  const value = sumOf(cells, ({ gap }) => gap) / weight
  const width = (z * Math.sqrt(sumOf(cells, ({ error }) => error))) / weight
  return { value, interval: { low: Math.max(-1, value - width), high: Math.min(1, value + width) } }
}

const sumOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
