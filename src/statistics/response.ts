import { solve } from './solve.ts'

/** Cases with the same numbers: how many, and how many of them were hits. */
export type GroupedCases = { x: number[]; n: number; hits: number }

/** A model: the intercept and a weight for each number, and the covariance of all of them. */
export type Response = { weights: number[]; covariance: number[][] }

const MOST_STEPS = 50
const CLOSE = 1e-10

/**
 * Logistic regression of grouped cases by maximum likelihood, as R's glm(family = binomial): Newton's steps from 0
 * (iteratively reweighted least squares; McCullagh and Nelder 1989, section 4.4). Undefined where the numbers don't
 * determine it: all or none are hits, they tell hits and misses apart wholly, or one follows from the others.
 */
export function fitResponse(cases: GroupedCases[]): Response | undefined {
  const width = (cases[0]?.x.length ?? 0) + 1
  let weights = new Array<number>(width).fill(0)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { slope, information } = scoreOf(cases, weights)
    const move = solve(information, slope)
    if (!move || move.some((each) => !Number.isFinite(each))) return undefined
    weights = weights.map((each, index) => each + (move[index] ?? 0))
    if (weights.some((each) => Math.abs(each) > 1e3)) return undefined
    if (Math.max(...move.map(Math.abs)) < CLOSE) {
      const covariance = inverseOf(scoreOf(cases, weights).information)
      return covariance && { weights, covariance }
    }
  }
  return undefined
}

/** Least squares of a number: cases with the same x, how many, the sum of what they gave and of its squares. */
export type GroupedSums = { x: number[]; n: number; sum: number; squares: number }

/** Linear regression of grouped cases, as R's lm. Undefined where there are too few, or one number follows from the others. */
export function fitLinear(cases: GroupedSums[]): Response | undefined {
  const width = (cases[0]?.x.length ?? 0) + 1
  const rows = cases.map(({ x, ...rest }) => ({ ...rest, x: [1, ...x] }))
  const n = rows.reduce((all, row) => all + row.n, 0)
  const products = crossed(width, rows, ({ n: times }) => times)
  const right = Array.from({ length: width }, (_, i) =>
    rows.reduce((all, { x, sum }) => all + (x[i] ?? 0) * sum, 0),
  )
  const weights = solve(products, right)
  const inverse = inverseOf(products)
  if (!weights || !inverse || n <= width) return undefined
  const residual = rows.reduce((all, { x, n: times, sum, squares }) => {
    const fitted = dot(weights, x)
    return all + squares - 2 * fitted * sum + times * fitted * fitted
  }, 0)
  const spread = Math.max(0, residual) / (n - width)
  return { weights, covariance: inverse.map((row) => row.map((each) => each * spread)) }
}

/** The chance that a logistic model gives a case. */
export const chanceOf = (weights: number[], x: number[]): number =>
  1 / (1 + Math.exp(-dot(weights, [1, ...x])))

function scoreOf(cases: GroupedCases[], weights: number[]) {
  const rows = cases.map(({ x, n, hits }) => ({ x: [1, ...x], n, hits, chance: chanceOf(weights, x) }))
  return {
    slope: weights.map((_, i) =>
      rows.reduce((sum, { x, n, hits, chance }) => sum + (x[i] ?? 0) * (hits - n * chance), 0),
    ),
    information: crossed(weights.length, rows, ({ n, chance }) => n * chance * (1 - chance)),
  }
}

const crossed = <Row extends { x: number[] }>(
  width: number,
  rows: Row[],
  weight: (row: Row) => number,
): number[][] =>
  Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (__, j) =>
      rows.reduce((sum, row) => sum + weight(row) * (row.x[i] ?? 0) * (row.x[j] ?? 0), 0),
    ),
  )

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0)

function inverseOf(matrix: number[][]): number[][] | undefined {
  const columns = matrix.map((_, at) =>
    solve(
      matrix,
      matrix.map((__, row) => (row === at ? 1 : 0)),
    ),
  )
  const known = columns.filter((column) => column !== undefined)
  return known.length === matrix.length
    ? matrix.map((_, row) => known.map((column) => column[row] ?? 0))
    : undefined
}
