import { inverseOf, solve } from './solve.ts'

/**
 * Rows of `width` numbers, one after the other: how many cases each row stands for, and of how many of them what is asked
 * came true.
 */
export type Cases = { width: number; x: Float64Array; n: ArrayLike<number>; hits: ArrayLike<number> }

/** Cases with the same numbers. */
export type Group = { x: number[]; n: number; hits: number }

export const casesOf = (groups: Group[]): Cases => ({
  width: groups[0]?.x.length ?? 0,
  x: Float64Array.from(groups.flatMap(({ x }) => x)),
  n: groups.map(({ n }) => n),
  hits: groups.map(({ hits }) => hits),
})

/** The intercept and a weight for each number, and the covariance of all of them. */
export type Regression = { weights: number[]; covariance: number[][] }

const MOST_STEPS = 50
const CLOSE = 1e-9
/** By so much of itself the objective may fall by rounding alone. */
const ROUNDING = 1e-12

/**
 * Logistic regression by maximum likelihood, as R's glm(family = binomial), by Newton's steps (Hastie, Tibshirani and
 * Friedman 2009, section 4.4.1). With a penalty it is the ridge of le Cessie and van Houwelingen (1992), which maximises
 * the log-likelihood − penalty / 2 × Σ weight², the intercept unpenalised. Undefined where all or none came true, and,
 * without a penalty, where the numbers tell both wholly apart or one of them follows from the others.
 */
export function fitLogistic(cases: Cases, penalty = 0): Regression | undefined {
  const [n, hits] = [total(cases.n), total(cases.hits)]
  if (hits <= 0 || hits >= n) return undefined
  let weights = [Math.log(hits / (n - hits)), ...new Array<number>(cases.width).fill(0)]
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { matrix, slope } = curvatureAt(cases, weights, penalty)
    const move = solve(matrix, slope)
    if (!move) return undefined
    if (Math.max(...move.map(Math.abs)) < CLOSE) {
      const covariance = inverseOf(matrix)
      return covariance && { weights, covariance }
    }
    weights = moved(cases, weights, move, penalty)
  }
  return undefined
}

/** The chance that these weights give a row, which begins at `from`. */
export const chanceOf = (weights: number[], x: ArrayLike<number>, from = 0): number =>
  logistic(weights.reduce((sum, weight, index) => sum + weight * (x[from + index - 1] ?? 0)))

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit))

const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, each) => sum + each, 0)

/** A full step, or half of it again and again where it goes too far. */
function moved(cases: Cases, weights: number[], move: number[], penalty: number): number[] {
  const value = objective(cases, weights, penalty)
  for (let share = 1; share > 1e-4; share /= 2) {
    const next = weights.map((weight, index) => weight + share * (move[index] ?? 0))
    if (objective(cases, next, penalty) >= value - ROUNDING * Math.abs(value)) return next
  }
  return weights
}

function objective({ width, x, n, hits }: Cases, weights: number[], penalty: number): number {
  let sum = 0
  for (let row = 0; row < n.length; row += 1) {
    const chance = chanceOf(weights, x, row * width)
    const [came, other] = [hits[row] ?? 0, (n[row] ?? 0) - (hits[row] ?? 0)]
    if (came > 0) sum += came * Math.log(Math.max(chance, 1e-300))
    if (other > 0) sum += other * Math.log(Math.max(1 - chance, 1e-300))
  }
  const squares = weights.slice(1).reduce((all, weight) => all + weight * weight, 0)
  return sum - (penalty / 2) * squares
}

/** The first and, turned around, the second derivatives of the objective. */
function curvatureAt({ width, x, n, hits }: Cases, weights: number[], penalty: number) {
  const size = width + 1
  const curve = new Float64Array(size * size)
  const slope = new Float64Array(size)
  const row = new Float64Array(size)
  row[0] = 1
  for (let at = 0; at < n.length; at += 1) {
    const [count, chance] = [n[at] ?? 0, chanceOf(weights, x, at * width)]
    for (let index = 0; index < width; index += 1) row[index + 1] = x[at * width + index] ?? 0
    const [error, weight] = [(hits[at] ?? 0) - count * chance, count * chance * (1 - chance)]
    addCase({ curve, slope, row }, { error, weight })
  }
  const matrix = weights.map((_, i) =>
    weights.map(
      (__, j) => (curve[Math.max(i, j) * size + Math.min(i, j)] ?? 0) + (i === j && i > 0 ? penalty : 0),
    ),
  )
  return {
    matrix,
    slope: weights.map((weight, index) => (slope[index] ?? 0) - (index > 0 ? penalty * weight : 0)),
  }
}

type Sums = { curve: Float64Array; slope: Float64Array; row: Float64Array }

/** Only the lower half of the curvature is added up. */
function addCase({ curve, slope, row }: Sums, { error, weight }: { error: number; weight: number }): void {
  const size = row.length
  for (let i = 0; i < size; i += 1) {
    const left = row[i] ?? 0
    if (left === 0) continue
    slope[i] = (slope[i] ?? 0) + error * left
    for (let j = 0; j <= i; j += 1)
      curve[i * size + j] = (curve[i * size + j] ?? 0) + weight * left * (row[j] ?? 0)
  }
}
