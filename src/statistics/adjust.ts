/**
 * P-values corrected for many comparisons, in the order given, as R's p.adjust. Benjamini and Hochberg (1995) keep the
 * share of false discoveries, Holm (1979) the chance of a single one.
 */
export const adjusted = (values: number[], method: 'BH' | 'holm'): number[] =>
  method === 'BH' ? benjaminiHochberg(values) : holm(values)

/** From the largest down, each p · n / rank and never more than the one above it. */
function benjaminiHochberg(values: number[]): number[] {
  const order = ranked(values).toReversed()
  let least = 1
  return placed(values.length, order, (p, place) => {
    least = Math.min(least, (p * values.length) / (values.length - place))
    return least
  })
}

/** From the smallest up, each p · (n − rank + 1) and never less than the one before it. */
function holm(values: number[]): number[] {
  let most = 0
  return placed(values.length, ranked(values), (p, place) => {
    most = Math.max(most, Math.min(1, p * (values.length - place)))
    return most
  })
}

type Ranked = { p: number; at: number }

const ranked = (values: number[]): Ranked[] =>
  values.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p)

function placed(length: number, order: Ranked[], of: (p: number, place: number) => number): number[] {
  const result = new Array<number>(length)
  for (const [place, { p, at }] of order.entries()) result[at] = of(p, place)
  return result
}
