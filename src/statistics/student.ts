import { incompleteBeta } from './beta.ts'
import { normalQuantile } from './distributions.ts'

/** P(|T| > |t|) of Student's distribution with so many degrees of freedom, whole or not: 2 · pt(−|t|, df) of R. */
export const studentTwoSided = (t: number, df: number): number =>
  incompleteBeta(df / (df + t * t), df / 2, 0.5)

/** The t beyond which (1 − level) / 2 lies on each side, as R's qt. Between bounds that are doubled until they hold it. */
export function criticalT(level: number, df: number): number {
  const outside = 1 - level
  let low = -normalQuantile(outside / 2)
  let high = low * 2
  while (studentTwoSided(high, df) > outside) [low, high] = [high, high * 2]
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2
    if (studentTwoSided(middle, df) > outside) low = middle
    else high = middle
  }
  return (low + high) / 2
}
