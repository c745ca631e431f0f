import { drawn, middleOf } from '#src/statistics/bootstrap.ts'
import type { Interval } from '#src/statistics/proportions.ts'
import { seeded } from '#src/statistics/random.ts'
import type { Renewals } from '#src/statistics/sbg.ts'
import { kaplanMeier, type LifeTable } from '#src/statistics/survival.ts'

/** At an age at which fewer came up for renewal, what was observed is chance. */
export const LEAST_AT_RISK = 30
export const DRAWS = 200
export const SEED = 19

export const lostOf = (renewals: Renewals[]): number => renewals.reduce((sum, { lost }) => sum + lost, 0)

export function pooledByAge(renewals: Renewals[]): Renewals[] {
  const groups = Map.groupBy(renewals, ({ age }) => age)
  return [...groups]
    .map(([age, rows]) => ({
      age,
      atRisk: rows.reduce((sum, { atRisk }) => sum + atRisk, 0),
      lost: lostOf(rows),
    }))
    .toSorted((a, b) => a.age - b.age)
}

/** The same counts as a table of a survival curve: an age is a time. */
export const lifeTableOf = (renewals: Renewals[]): LifeTable =>
  pooledByAge(renewals).map(({ age, atRisk, lost }) => ({ time: age, atRisk, events: lost, censored: 0 }))

/** How long somebody stays, in months: discounted and not, with the share of it that nobody has been watched for. */
export type Stay = { discounted: number; beyond: number; interval: Interval | undefined; tenure: number }

/** Along the observed curve, and then with its latest churn. `rate`: discount per month. */
export function observedStay(ages: Renewals[], rate: number): Stay {
  const renewals = pooledByAge(ages)
  const random = seeded(SEED)
  const churn = new Map(renewals.map(({ age, atRisk, lost }) => [age, lost / atRisk]))
  const draws = Array.from({ length: DRAWS }, () => drawn(renewals, (age) => churn.get(age) ?? 0, random))
  const discounted = stayOf(renewals, rate)
  const seen = seenCurve(renewals).reduce((sum, share, age) => sum + share / (1 + rate) ** age, 0)
  return {
    discounted,
    beyond: Math.max(0, 1 - seen / discounted),
    interval: middleOf(draws.map((draw) => stayOf(draw, rate))),
    tenure: stayOf(renewals, 0),
  }
}

const enoughOf = (renewals: Renewals[]) => renewals.filter(({ atRisk }) => atRisk >= LEAST_AT_RISK)

/** What was observed, from the start on. */
const seenCurve = (renewals: Renewals[]): number[] =>
  kaplanMeier(lifeTableOf(enoughOf(renewals))).reduce((curve, { survival }) => curve.concat(survival), [1])

/** So many last ages say how it goes on. */
const TAIL = 12

/** Σ S(t) / (1 + rate)^t along what was observed, and beyond it with the churn of its last twelve ages, on average. */
function stayOf(renewals: Renewals[], rate: number): number {
  const known = enoughOf(renewals)
  let [sum, left] = [0, 1]
  for (const [index, { atRisk, lost }] of known.entries()) {
    sum += left / (1 + rate) ** index
    left *= 1 - lost / atRisk
  }
  if (left <= 0) return sum
  const last = known.slice(-TAIL)
  const churn = lostOf(last) / last.reduce((all, { atRisk }) => all + atRisk, 0)
  return sum + (left / (1 + rate) ** known.length) * (1 / (1 - (1 - churn) / (1 + rate)))
}
