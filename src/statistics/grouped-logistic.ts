import { solve } from './solve.ts'

/** Cases that share their features (an intercept is added): how many, and of how many it came true. */
export type Group = { features: number[]; n: number; hits: number }

const MOST_STEPS = 50
const CLOSE = 1e-10

/**
 * Ridge logistic regression of counts, the intercept unpenalised, by Newton's steps (Hastie, Tibshirani and Friedman
 * 2009, section 4.4.1): the chance of a row of features. Undefined where all or none came true.
 */
export function fitGrouped(groups: Group[], penalty: number): ((features: number[]) => number) | undefined {
  const n = sum(groups, (each) => each.n)
  const hits = sum(groups, (each) => each.hits)
  if (hits === 0 || hits === n) return undefined
  const width = (groups[0]?.features.length ?? 0) + 1
  let beta = [Math.log(hits / (n - hits)), ...new Array<number>(width - 1).fill(0)]
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const move = newtonStep(groups, beta, penalty)
    if (!move) return undefined
    beta = beta.map((each, index) => each + (move[index] ?? 0))
    if (Math.max(...move.map(Math.abs)) < CLOSE) break
  }
  return (features) => chance(beta, features)
}

const chance = ([intercept = 0, ...weights]: number[], features: number[]): number =>
  1 /
  (1 +
    Math.exp(-weights.reduce((logit, weight, index) => logit + weight * (features[index] ?? 0), intercept)))

function newtonStep(groups: Group[], beta: number[], penalty: number): number[] | undefined {
  const rows = groups.map(({ features, n, hits }) => {
    const p = chance(beta, features)
    return { x: [1, ...features], error: hits - n * p, weight: n * p * (1 - p) }
  })
  const ridge = (index: number) => (index === 0 ? 0 : penalty)
  const matrix = beta.map((_, i) =>
    beta.map(
      (__, j) => sum(rows, ({ x, weight }) => weight * (x[i] ?? 0) * (x[j] ?? 0)) + (i === j ? ridge(i) : 0),
    ),
  )
  const slope = beta.map((each, i) => sum(rows, ({ x, error }) => error * (x[i] ?? 0)) - ridge(i) * each)
  return solve(matrix, slope)
}

const sum = <T>(items: T[], of: (item: T) => number): number => items.reduce((all, item) => all + of(item), 0)
