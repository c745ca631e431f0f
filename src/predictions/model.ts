import { chanceOf, fitLogistic, type Regression } from '#src/statistics/logistic.ts'
import { FEATURES } from './behaviour.ts'

/** A customer at the end of a month in numbers, one a feature, and whether what is foreseen came. */
export type Case = { persona: string; values: number[]; came: boolean }

/** What a forecast weighs: numbers by their distance from the mean in standard deviations, and the persona. */
type Scaling = {
  /** Indices of the features that are looked at. */
  used: number[]
  means: number[]
  deviations: number[]
  personas: string[]
}

export type Model = { scaling: Scaling; regression: Regression }

/** As if each weight had been seen to lie within one of 0 once: it keeps chance from being taken for a rule. */
const PENALTY = 1
/** What lies farther out counts as if it lay there. */
const FARTHEST = 4

/** Fits a ridge logistic regression; undefined where there is nothing to tell apart. `used`: indices of features. */
export function fitModel(cases: Case[], used: number[]): Model | undefined {
  const scaling = scalingOf(cases, used)
  const width = scaling.used.length + scaling.personas.length
  const x = new Float64Array(cases.length * width)
  for (const [row, each] of cases.entries()) x.set(encoded(each, scaling), row * width)
  const hits = Uint8Array.from(cases, ({ came }) => (came ? 1 : 0))
  const regression = fitLogistic({ width, x, n: hits.map(() => 1), hits }, PENALTY)
  return regression && { scaling, regression }
}

function scalingOf(cases: Case[], features: number[]): Scaling {
  const spread = features.map((feature) => ({ feature, ...spreadOf(cases, feature) }))
  const varying = spread.filter(({ deviation }) => deviation > 1e-9)
  return {
    used: varying.map(({ feature }) => feature),
    means: varying.map(({ mean }) => mean),
    deviations: varying.map(({ deviation }) => deviation),
    personas: [...new Set(cases.map(({ persona }) => persona))].toSorted(),
  }
}

/** Of those of whom it is known. */
export function spreadOf(
  cases: Pick<Case, 'values'>[],
  feature: number,
): { mean: number; deviation: number; known: number } {
  let [known, sum, squares] = [0, 0, 0]
  for (const { values } of cases) {
    const value = values[feature] ?? Number.NaN
    if (Number.isNaN(value)) continue
    known += 1
    sum += value
    squares += value * value
  }
  const mean = known === 0 ? 0 : sum / known
  return { mean, deviation: known === 0 ? 0 : Math.sqrt(Math.max(0, squares / known - mean * mean)), known }
}

/** What isn't known counts as the mean. */
function encoded({ persona, values }: Omit<Case, 'came'>, scaling: Scaling): number[] {
  const { used, means, deviations, personas } = scaling
  const numbers = used.map((feature, index) => {
    const value = values[feature] ?? Number.NaN
    if (Number.isNaN(value)) return 0
    const far = (value - (means[index] ?? 0)) / (deviations[index] ?? 1)
    return Math.min(FARTHEST, Math.max(-FARTHEST, far))
  })
  return [...numbers, ...personas.map((slug) => (slug === persona ? 1 : 0))]
}

export const foreseen = (model: Model, its: Omit<Case, 'came'>): number =>
  chanceOf(model.regression.weights, encoded(its, model.scaling))

/** What lies nearer to no weight at all than so many standard errors may be chance. More would leave out two that say nearly the same. */
const SURE = 2

/** The weight of one of the features that are looked at; the intercept stands before them. */
export const weightOf = ({ regression }: Model, index: number): number => regression.weights[index + 1] ?? 0

/** Whether that weight is more than chance. */
export const isSure = (model: Model, index: number): boolean => {
  const variance = model.regression.covariance[index + 1]?.[index + 1] ?? Number.POSITIVE_INFINITY
  return Math.abs(weightOf(model, index)) >= SURE * Math.sqrt(variance)
}

/** By how much each feature whose weight is sure moves the logit away from that of somebody whose numbers are `usual`. */
export function movedBy(
  model: Model,
  its: Omit<Case, 'came'>,
  usual: number[],
): { feature: number; by: number }[] {
  const [own, theirs] = [its.values, usual].map((values) =>
    encoded({ persona: its.persona, values }, model.scaling),
  )
  return model.scaling.used.flatMap((feature, index) => {
    const by = weightOf(model, index) * ((own?.[index] ?? 0) - (theirs?.[index] ?? 0))
    return isSure(model, index) ? [{ feature, by }] : []
  })
}

/**
 * The features that are known of enough of each of these groups: what was recorded only lately would be taken for
 * something that customers do only lately.
 */
export function usableIn(groups: Pick<Case, 'values'>[][]): number[] {
  return FEATURES.flatMap(({ least }, feature) =>
    groups.length > 0 && groups.every((cases) => spreadOf(cases, feature).known >= least * cases.length)
      ? [feature]
      : [],
  )
}
