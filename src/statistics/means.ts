import type { Sample } from './effect-size.ts'
import type { Interval } from './proportions.ts'
import { criticalT, studentTwoSided } from './student.ts'

/** A test of two means, and what the difference may be. */
export type MeansTest = {
  /** mean 1 − mean 2. */
  difference: number
  df: number
  p: number
  interval: Interval
}

/**
 * Welch's test (1947) of two means whose variances may differ, as R's t.test. Undefined where a sample has fewer than
 * two, or nothing varies in either: then nothing can be told.
 */
export function compareMeans(a: Sample, b: Sample, level = 0.95): MeansTest | undefined {
  if (a.n < 2 || b.n < 2) return undefined
  const [one, two] = [a.deviation ** 2 / a.n, b.deviation ** 2 / b.n]
  const error = Math.sqrt(one + two)
  if (!(error > 0)) return undefined
  const df = (one + two) ** 2 / (one ** 2 / (a.n - 1) + two ** 2 / (b.n - 1))
  const difference = a.mean - b.mean
  const width = criticalT(level, df) * error
  return {
    difference,
    df,
    p: studentTwoSided(difference / error, df),
    interval: { low: difference - width, high: difference + width },
  }
}
