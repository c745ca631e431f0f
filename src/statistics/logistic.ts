import { solve } from './solve.ts'

/** Cases, a row each of `width` numbers one after the other, and whether what is asked came true of each. */
export type Cases = { width: number; x: Float64Array; y: Uint8Array }

/** A logistic regression: the logit of the chance is the intercept and the sum of each number times its weight. */
export type Logistic = { intercept: number; weights: number[] }

/** With the standard error of each weight, from the curvature where the fit ended. */
export type FittedLogistic = Logistic & { errors: number[] }

const MOST_STEPS = 50
const CLOSE = 1e-9

/**
 * Ridge logistic regression (le Cessie and van Houwelingen 1992): maximises the log-likelihood − penalty / 2 × Σ weight²,
 * the intercept unpenalised, by Newton's steps (Hastie, Tibshirani and Friedman 2009, section 4.4.1). Undefined where
 * nothing or everything came true, so that there is nothing to tell apart.
 */
export function fitLogistic(cases: Cases, penalty: number): FittedLogistic | undefined {
  const { width, y } = cases
  const hits = y.reduce((sum, each) => sum + each, 0)
  if (hits === 0 || hits === y.length || penalty <= 0) return undefined
  let beta = [Math.log(hits / (y.length - hits)), ...Array.from({ length: width }, () => 0)]
  let value = objective(cases, beta, penalty)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const move = newtonStep(cases, beta, penalty)
    if (!move) return undefined
    const next = shortened(cases, { beta, move, value }, penalty)
    const gain = next.value - value
    ;({ beta, value } = next)
    if (gain < CLOSE * (Math.abs(value) + 1)) break
  }
  const [intercept = 0, ...weights] = beta
  return { intercept, weights, errors: errorsOf(curvatureAt(cases, beta, penalty).matrix).slice(1) }
}

/** Square roots of the diagonal of the inverse. */
const errorsOf = (matrix: number[][]): number[] =>
  matrix.map((row, at) => {
    const column = solve(
      matrix,
      row.map((_, index) => (index === at ? 1 : 0)),
    )
    return Math.sqrt(Math.max(0, column?.[at] ?? Number.POSITIVE_INFINITY))
  })

/** The chance that a model gives a case. */
export const chanceOf = ({ intercept, weights }: Logistic, x: ArrayLike<number>, from = 0): number =>
  logistic(weights.reduce((sum, weight, index) => sum + weight * (x[from + index] ?? 0), intercept))

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit))

const chanceAt = (beta: number[], x: Float64Array, from: number, width: number): number => {
  let logit = beta[0] ?? 0
  for (let index = 0; index < width; index += 1) logit += (beta[index + 1] ?? 0) * (x[from + index] ?? 0)
  return logistic(logit)
}

function objective({ width, x, y }: Cases, beta: number[], penalty: number): number {
  let sum = 0
  for (let row = 0; row < y.length; row += 1) {
    const chance = chanceAt(beta, x, row * width, width)
    sum += Math.log(Math.max(y[row] === 1 ? chance : 1 - chance, 1e-300))
  }
  const squares = beta.slice(1).reduce((all, weight) => all + weight * weight, 0)
  return sum - (penalty / 2) * squares
}

/** A full step, or half of it again and again where it goes too far. */
function shortened(
  cases: Cases,
  { beta, move, value }: { beta: number[]; move: number[]; value: number },
  penalty: number,
): { beta: number[]; value: number } {
  for (let share = 1; share > 1e-4; share /= 2) {
    const next = beta.map((each, index) => each + share * (move[index] ?? 0))
    const reached = objective(cases, next, penalty)
    if (reached >= value) return { beta: next, value: reached }
  }
  return { beta, value }
}

function newtonStep(cases: Cases, beta: number[], penalty: number): number[] | undefined {
  const { matrix, slope } = curvatureAt(cases, beta, penalty)
  return solve(matrix, slope)
}

/** The first and, turned around, the second derivatives of the objective. */
function curvatureAt({ width, x, y }: Cases, beta: number[], penalty: number) {
  const size = width + 1
  const curve = new Float64Array(size * size)
  const slope = new Float64Array(size)
  const row = new Float64Array(size)
  row[0] = 1
  for (let at = 0; at < y.length; at += 1) {
    const chance = chanceAt(beta, x, at * width, width)
    for (let index = 0; index < width; index += 1) row[index + 1] = x[at * width + index] ?? 0
    addCase({ curve, slope, row }, { error: (y[at] ?? 0) - chance, weight: chance * (1 - chance) })
  }
  const matrix = beta.map((_, i) =>
    beta.map(
      (_, j) => (curve[Math.max(i, j) * size + Math.min(i, j)] ?? 0) + (i === j && i > 0 ? penalty : 0),
    ),
  )
  return {
    matrix,
    slope: beta.map((each, index) => (slope[index] ?? 0) - (index > 0 ? penalty * each : 0)),
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
