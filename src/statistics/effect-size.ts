/** Cohen's h: 2 asin √p1 − 2 asin √p2. 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988, chapter 6). */
export const cohenH = (p1: number, p2: number): number =>
  2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2))

/** A sample's size, mean and sample standard deviation. */
export type Sample = { n: number; mean: number; deviation: number }

/** Cohen's d: the difference of two means over the pooled standard deviation; undefined where nothing varies. */
export function cohenD(a: Sample, b: Sample): number | undefined {
  const freedom = a.n + b.n - 2
  if (freedom < 1) return undefined
  const pooled = Math.sqrt(((a.n - 1) * a.deviation ** 2 + (b.n - 1) * b.deviation ** 2) / freedom)
  return pooled > 0 ? (a.mean - b.mean) / pooled : undefined
}
