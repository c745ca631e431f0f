import type { Random } from './random.ts'

/** A draw from the standard normal distribution (Box and Muller 1958). */
export const normalDraw = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Means and covariances of rows of numbers. */
export type Gaussian = { means: number[]; covariance: number[][] }

export function gaussianOf(points: number[][]): Gaussian {
  const width = points[0]?.length ?? 0
  const n = points.length
  const columns = Array.from({ length: width }, (_, index) => index)
  const means = columns.map((column) => points.reduce((sum, point) => sum + (point[column] ?? 0), 0) / n)
  const covariance = columns.map((i) =>
    columns.map(
      (j) =>
        points.reduce(
          (sum, point) => sum + ((point[i] ?? 0) - (means[i] ?? 0)) * ((point[j] ?? 0) - (means[j] ?? 0)),
          0,
        ) / Math.max(1, n - 1),
    ),
  )
  return { means, covariance }
}

/** So many rows drawn from one normal distribution of these means and covariances. */
export function gaussianDraws({ means, covariance }: Gaussian, n: number, random: Random): number[][] {
  const root = choleskyOf(covariance)
  return Array.from({ length: n }, () => {
    const draws = means.map(() => normalDraw(random))
    return means.map((mean, i) =>
      draws.slice(0, i + 1).reduce((sum, draw, j) => sum + (root[i]?.[j] ?? 0) * draw, mean),
    )
  })
}

/** The lower triangle whose square is the matrix; what depends wholly on columns before it gets no variance of its own. */
export function choleskyOf(matrix: number[][]): number[][] {
  const root = matrix.map((row) => row.map(() => 0))
  for (const [i, row] of matrix.entries())
    for (let j = 0; j <= i; j += 1) {
      const known = Array.from({ length: j }, (_, k) => (root[i]?.[k] ?? 0) * (root[j]?.[k] ?? 0))
      const left = (row[j] ?? 0) - known.reduce((sum, each) => sum + each, 0)
      const own = root[i] ?? []
      if (i === j) own[j] = Math.sqrt(Math.max(0, left))
      else own[j] = (root[j]?.[j] ?? 0) > 1e-9 ? left / (root[j]?.[j] ?? 1) : 0
    }
  return root
}
