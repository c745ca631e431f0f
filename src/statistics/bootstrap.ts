import type { Interval } from './proportions.ts'
import { quantileOf } from './quantile.ts'
import { binomial, type Random } from './random.ts'
import { churnAt, fitSbg, type Renewals, type Sbg } from './sbg.ts'

/** The model with which every refit is read: those without churn and with nothing but churn have one, too. */
function modelOf(renewals: Renewals[], near: Sbg): Sbg | undefined {
  const fit = fitSbg(renewals, near)
  switch (fit.found) {
    case 'model':
    case 'constant churn':
    case 'first renewal decides':
      return fit.model
    case 'one renewal':
      return { mu: fit.churn, phi: 0 }
    case 'no churn':
      return { mu: 0, phi: 0 }
    case 'all left at once':
      return { mu: 1, phi: 0 }
    case 'no renewals':
      return undefined
  }
}

/**
 * Refits of the model on renewals drawn from it (parametric bootstrap): as many come up at each age as were seen, and
 * of them as many leave as chance says.
 */
export const resampled = (model: Sbg, renewals: Renewals[], draws: number, random: Random): Sbg[] =>
  Array.from({ length: draws }, () =>
    modelOf(
      drawn(renewals, (age) => churnAt(model, age), random),
      model,
    ),
  ).filter((each) => each !== undefined)

/** Renewals as chance makes them, where this share leaves at each age. */
export const drawn = (renewals: Renewals[], churn: (age: number) => number, random: Random): Renewals[] =>
  renewals.map(({ age, atRisk }) => ({
    age,
    atRisk,
    lost: binomial(Math.round(atRisk), churn(age), random),
  }))

/** Between which values the middle share of draws lies (percentile interval); undefined where there are none. */
export function middleOf(values: number[], level = 0.95): Interval | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return undefined
  return { low: quantileOf(sorted, (1 - level) / 2), high: quantileOf(sorted, (1 + level) / 2) }
}
