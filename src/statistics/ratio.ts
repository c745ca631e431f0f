import { criticalZ } from './distributions.ts'
import type { Sample } from './effect-size.ts'
import type { Interval, Share } from './proportions.ts'

/** One over the other, with its interval. */
export type Ratio = Interval & { ratio: number }

/** The ratio of two shares with Katz' interval (1978), on the log scale; undefined where one of them is 0. */
export function ratioOfShares(a: Share, b: Share, level = 0.95): Ratio | undefined {
  if (a.hits === 0 || b.hits === 0) return undefined
  return onLogScale(a.hits / a.n / (b.hits / b.n), 1 / a.hits - 1 / a.n + 1 / b.hits - 1 / b.n, level)
}

/** The ratio of two means with the interval of the delta method on the log scale; undefined unless both are above 0. */
export function ratioOfMeans(a: Sample, b: Sample, level = 0.95): Ratio | undefined {
  if (!(a.mean > 0 && b.mean > 0)) return undefined
  const relative = ({ n, mean, deviation }: Sample) => deviation ** 2 / (n * mean ** 2)
  return onLogScale(a.mean / b.mean, relative(a) + relative(b), level)
}

function onLogScale(ratio: number, variance: number, level: number): Ratio {
  const width = criticalZ(level) * Math.sqrt(variance)
  return { ratio, low: ratio * Math.exp(-width), high: ratio * Math.exp(width) }
}
