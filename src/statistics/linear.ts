import type { Regression } from './logistic.ts'
import { inverseOf, solve } from './solve.ts'

/** Cases with the same numbers: how many, the sum of what they gave and of its squares. */
export type GroupedSums = { x: number[]; n: number; sum: number; squares: number }

/** Linear regression of grouped cases, as R's lm. Undefined where there are too few, or one number follows from the others. */
export function fitLinear(cases: GroupedSums[]): Regression | undefined {
  const width = (cases[0]?.x.length ?? 0) + 1
  const rows = cases.map(({ x, ...rest }) => ({ ...rest, x: [1, ...x] }))
  const n = totalOf(rows, (row) => row.n)
  const each = Array.from({ length: width }, (_, index) => index)
  const products = each.map((i) =>
    each.map((j) => totalOf(rows, (row) => row.n * (row.x[i] ?? 0) * (row.x[j] ?? 0))),
  )
  const weights = solve(
    products,
    each.map((i) => totalOf(rows, ({ x, sum }) => (x[i] ?? 0) * sum)),
  )
  const inverse = inverseOf(products)
  if (!weights || !inverse || n <= width) return undefined
  const residual = totalOf(rows, ({ x, n: times, sum, squares }) => {
    const fitted = weights.reduce((all, weight, index) => all + weight * (x[index] ?? 0), 0)
    return squares - 2 * fitted * sum + times * fitted * fitted
  })
  const spread = Math.max(0, residual) / (n - width)
  return { weights, covariance: inverse.map((row) => row.map((one) => one * spread)) }
}

const totalOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((all, item) => all + of(item), 0)
