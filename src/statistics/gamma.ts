/** B(2k) / (2k (2k − 1)) of Stirling's series. Source: DLMF 5.11.1. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
  43_867 / 244_188,
]
const LARGE = 12
const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8

/** ln Γ(x) for x > 0, by Stirling's series (DLMF 5.11.1), shifted up by Γ(x + 1) = x Γ(x) where x is small. */
export function logGamma(x: number): number {
  let [at, shift] = [x, 0]
  let product = 1
  for (; at < LARGE; at += 1) product *= at
  if (product !== 1) shift = Math.log(product)
  const square = at * at
  const series = STIRLING.reduceRight((sum, term) => sum / square + term, 0) / at
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series - shift
}

const MOST_STEPS = 200_000
const TINY = 1e-300

/**
 * Q(a, x) = Γ(a, x) / Γ(a), the upper tail of the gamma distribution, for a > 0 and x ≥ 0. Computed as a tail, so that
 * it is right down to the smallest positive number. Sources: DLMF 8.7.1 (series), 8.9.2 (continued fraction).
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - Math.exp(logFront(a, x)) * lowerSeries(a, x) : tailOf(a, x)
}

/** P(a, x) = 1 − Q(a, x), right where it is small. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < a + 1 ? Math.exp(logFront(a, x)) * lowerSeries(a, x) : 1 - tailOf(a, x)
}

const tailOf = (a: number, x: number): number => Math.exp(logFront(a, x) + Math.log(upperFraction(a, x)))

/** ln of x^a e^(−x) / Γ(a). */
const logFront = (a: number, x: number): number => a * Math.log(x) - x - logGamma(a)

function lowerSeries(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a]
  for (let step = 1; step < MOST_STEPS && term > sum * Number.EPSILON; step += 1) {
    term *= x / (a + step)
    sum += term
  }
  return sum
}

/** By Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const over = -step * (step - a)
    b += 2
    d = 1 / nonZero(over * d + b)
    c = nonZero(b + over / c)
    value *= d * c
    if (Math.abs(d * c - 1) < Number.EPSILON) break
  }
  return value
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
