import { normalQuantile, normalTail } from '#src/statistics/distributions.ts'
import { type Gaussian, gaussianDraws, gaussianOf } from '#src/statistics/gaussian.ts'
import { quantileOf } from '#src/statistics/quantile.ts'
import type { Random } from '#src/statistics/random.ts'

/**
 * Rows as they would be without groups: each column has the very distribution that it has, and columns go together as
 * pairs of them do, but no more than that (a Gaussian copula, Nelsen 2006, section 2). So neither a skewed or two-humped
 * number nor a long cloud is taken for a group.
 */
export function ungrouped(rows: number[][]): (random: Random) => number[][] {
  const width = rows[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? 0))
  const sorted = columns.map((values) => values.toSorted((a, b) => a - b))
  const scores = columns.map(normalScores)
  const model: Gaussian = gaussianOf(rows.map((_, row) => scores.map((column) => column[row] ?? 0)))
  const deviations = model.covariance.map((row, index) => Math.sqrt(row[index] ?? 1) || 1)
  return (random) =>
    gaussianDraws(model, rows.length, random).map((draw) =>
      draw.map((value, column) => {
        const share = 1 - normalTail((value - (model.means[column] ?? 0)) / (deviations[column] ?? 1))
        return quantileOf(sorted[column] ?? [0], share)
      }),
    )
}

/** Ranks as normal quantiles; equals share the mean of their ranks. */
function normalScores(values: number[]): number[] {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const scores = values.map(() => 0)
  let from = 0
  while (from < order.length) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1
    const score = normalQuantile(((from + to - 1) / 2 + 0.5) / order.length)
    for (const index of order.slice(from, to)) scores[index] = score
    from = to
  }
  return scores
}
