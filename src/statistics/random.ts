import { logGamma } from './gamma.ts'

export type Random = () => number

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const SMALL = 10

/** How many of n happen, each with the chance p: a draw from the binomial distribution. */
export function binomial(n: number, p: number, random: Random): number {
  if (p <= 0 || n <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(n, 1 - p, random)
  return n * p < SMALL ? byGaps(n, p, random) : bySqueeze(n, p, random)
}

/** From one that happens to the next: the gaps are geometric. */
function byGaps(n: number, p: number, random: Random): number {
  let at = 0
  for (let hits = 0; ; hits += 1) {
    at += Math.floor(Math.log1p(-random()) / Math.log1p(-p)) + 1
    if (at > n) return hits
  }
}

/** Transformed rejection with squeeze (Hörmann 1993, BTRS): exact, and as fast for a million as for a hundred. */
function bySqueeze(n: number, p: number, random: Random): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const middle = Math.floor((n + 1) * p)
  const atMiddle = logGamma(middle + 1) + logGamma(n - middle + 1)
  for (;;) {
    const [u, v] = [random() - 0.5, random()]
    const side = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / side + b) * u + n * p + 0.5)
    if (k < 0 || k > n) continue
    if (side >= 0.07 && v <= 0.92 - 4.2 / b) return k
    const scaled = (v * (2.83 + 5.1 / b) * spread) / (a / (side * side) + b)
    const log = atMiddle - logGamma(k + 1) - logGamma(n - k + 1) + (k - middle) * Math.log(p / (1 - p))
    if (Math.log(scaled) <= log) return k
  }
}
