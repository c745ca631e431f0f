import { lowerGamma, upperGamma } from './gamma.ts'

/** P(X > x) of a chi-square distribution, as R's pchisq(x, df, lower.tail = FALSE). */
export const chiSquareTail = (x: number, df: number): number => upperGamma(df / 2, x / 2)

/** P(Z > z) of the standard normal distribution, as R's pnorm(z, lower.tail = FALSE). */
export const normalTail = (z: number): number =>
  z >= 0 ? upperGamma(0.5, (z * z) / 2) / 2 : 0.5 + lowerGamma(0.5, (z * z) / 2) / 2

/** P(|Z| > |z|). */
export const twoSided = (z: number): number => Math.min(1, 2 * normalTail(Math.abs(z)))

/**
 * The z with P(Z ≤ z) = p, 0 < p < 1, as R's qnorm: a first guess (Abramowitz and Stegun 26.2.23), then Halley's steps
 * on the logarithm of the tail, so that it is right for the smallest p, too.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  if (p > 0.5) return tailQuantile(1 - p)
  return p === 0.5 ? 0 : -tailQuantile(p)
}

/** The z ≥ 0 with P(Z > z) = tail, for a tail of at most one half. */
function tailQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  let z =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  for (let step = 0; step < 4; step += 1) {
    const at = normalTail(z)
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    // Newton on ln of the tail, whose curve is nearly straight in z².
    const slope = -density / at
    z -= (Math.log(at) - Math.log(tail)) / slope
  }
  return z
}

/** The z beyond which (1 − level) / 2 lies on each side: 1.96 for 0.95. */
export const criticalZ = (level: number): number => -normalQuantile((1 - level) / 2)
