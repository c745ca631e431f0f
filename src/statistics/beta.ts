import { logGamma } from './gamma.ts'

const MOST_STEPS = 10_000
const TINY = 1e-300

/**
 * I_x(a, b), the regularised incomplete beta function, for a, b > 0 and x from 0 to 1, as R's pbeta: the continued
 * fraction of DLMF 8.17.22 by Lentz's method, from the side on which it converges fast.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step))
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1))
    for (const over of [even, odd]) {
      d = 1 / nonZero(1 + over * d)
      c = nonZero(1 + over / c)
      value *= d * c
    }
    if (Math.abs(d * c - 1) < Number.EPSILON) break
  }
  return value
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
