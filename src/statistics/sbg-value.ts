import { alphaOf, betaOf, churnAt, type Sbg } from './sbg.ts'

/**
 * Discounted expected lifetime of a new customer, in periods: Σ S(t) / (1 + rate)^t from t = 0, the first payment now.
 * That is 2F1(1, β; α + β; 1 / (1 + rate)) (Fader and Hardie 2010). `rate`: per period, 0.1 for 10 %. Infinite where
 * nothing is discounted and α ≤ 1.
 */
export const discountedLifetime = (model: Sbg, rate: number): number => lifetimeFrom(model, 0, rate)

/**
 * Discounted expected residual lifetime of somebody just before their nth renewal, from 1, in periods, counting that
 * renewal undiscounted: (β + n − 1) / (α + β + n − 1) · 2F1(1, β + n; α + β + n; 1 / (1 + rate)). The convention is
 * that of Fader and Hardie (2010), "Customer-Base Valuation in a Contractual Setting".
 */
export const residualLifetime = (model: Sbg, renewal: number, rate: number): number =>
  (1 - churnAt(model, renewal)) * lifetimeFrom(model, renewal, rate)

/** Mean number of periods that a new customer stays, the first among them; infinite for α ≤ 1. */
export const expectedTenure = (model: Sbg): number => discountedLifetime(model, 0)

/** Of those who have renewed so many times: Σ S(t) / S(renewed) / (1 + rate)^(t − renewed) from t = renewed. */
function lifetimeFrom(model: Sbg, renewed: number, rate: number): number {
  const discount = 1 / (1 + rate)
  const { mu, phi } = model
  if (phi === 0) return 1 / (1 - (1 - mu) * discount)
  if (phi === Number.POSITIVE_INFINITY) return 1 + ((renewed === 0 ? 1 - mu : 1) * discount) / (1 - discount)
  const [a, b] = [alphaOf(model), betaOf(model) + renewed]
  if (discount === 1) return a > 1 ? (a + b - 1) / (a - 1) : Number.POSITIVE_INFINITY
  return hypergeometric(b, a + b, discount)
}

const MOST_STEPS = 1_000_000
const TINY = 1e-300

/** 2F1(1, b; c; z) for 0 < z < 1 by Gauss's continued fraction (DLMF 15.7.5), with Lentz's method. */
export function hypergeometric(b: number, c: number, z: number): number {
  let [value, above, below] = [1, 1, 0]
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const half = Math.floor(step / 2)
    const over =
      step % 2 === 1
        ? ((b + half) / (c + 2 * half)) * (half === 0 ? 1 : (c - 1 + half) / (c - 1 + 2 * half))
        : (half / (c + 2 * half - 2)) * ((c - b + half - 1) / (c + 2 * half - 1))
    below = 1 / nonZero(1 - over * z * below)
    above = nonZero(1 - (over * z) / above)
    value *= above * below
    if (Math.abs(above * below - 1) < Number.EPSILON) break
  }
  return 1 / value
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)

/** The age after which at most half are left; undefined where more stay for longer than that. */
export function medianTenure(model: Sbg, longest: number): number | undefined {
  let left = 1
  for (let age = 1; age <= longest; age += 1) {
    left *= 1 - churnAt(model, age)
    if (left <= 0.5) return age
  }
  return undefined
}
