import { normalQuantile, normalTail } from './distributions.ts'

/** Two groups of the same size, tested on both sides. `alpha`: how often a difference may be seen that isn't there. */
type Design = { p1: number; p2: number; alpha: number }

/** How often a test of two proportions sees the difference, with n in each group, as R's power.prop.test. */
export function powerOfProportions(n: number, { p1, p2, alpha }: Design): number {
  const reach = Math.sqrt(n) * Math.abs(p1 - p2) - critical(alpha) * Math.sqrt(pooled(p1, p2))
  return normalTail(-reach / Math.sqrt(separate(p1, p2)))
}

/**
 * How many each group needs so that the difference is seen with this power, as R's power.prop.test; not yet rounded up.
 * Infinite where there is no difference.
 */
export function sampleForProportions(power: number, { p1, p2, alpha }: Design): number {
  const needed =
    critical(alpha) * Math.sqrt(pooled(p1, p2)) + normalQuantile(power) * Math.sqrt(separate(p1, p2))
  return (needed / (p1 - p2)) ** 2
}

const critical = (alpha: number): number => -normalQuantile(alpha / 2)

/** Variance of the difference for n = 1, with the shares taken together and on their own. */
const pooled = (p1: number, p2: number): number => (p1 + p2) * (1 - (p1 + p2) / 2)
const separate = (p1: number, p2: number): number => p1 * (1 - p1) + p2 * (1 - p2)

/** Two groups of the same size whose means differ by so much, with the standard deviation within each. */
type MeansDesign = { difference: number; deviation: number; alpha: number }

/**
 * How many each group needs so that a difference of means is seen with this power, not yet rounded up: the formula for a
 * known deviation, and z² / 4 for not knowing it (Guenther 1981). Within one of R's power.t.test.
 */
export function sampleForMeans(power: number, { difference, deviation, alpha }: MeansDesign): number {
  const needed = ((critical(alpha) + normalQuantile(power)) * deviation) / difference
  return 2 * needed ** 2 + critical(alpha) ** 2 / 4
}

/** How often a difference of means is seen with n in each group: the same formula, turned round. */
export function powerOfMeans(n: number, { difference, deviation, alpha }: MeansDesign): number {
  const known = Math.max(0, n - critical(alpha) ** 2 / 4)
  return normalTail(critical(alpha) - Math.sqrt(known / 2) * Math.abs(difference / deviation))
}
