import { drawn, middleOf, resampled } from '#src/statistics/bootstrap.ts'
import type { Interval } from '#src/statistics/proportions.ts'
import { seeded } from '#src/statistics/random.ts'
import { churnAt, fitSbg, type Renewals, type Sbg, survivalCurve } from '#src/statistics/sbg.ts'
import { discountedLifetime, expectedTenure } from '#src/statistics/sbg-value.ts'
import { type CurvePoint, kaplanMeier, type LifeTable, medianOf } from '#src/statistics/survival.ts'

/** How a forecast of those who leave did on months that it had not seen. */
type Calibration = { months: number; expected: number; lost: number; poor: boolean }

/** How long a persona's customers stay, in months. */
export type Lifetime = {
  /** By the sBG model; or, where it fits poorly or says nothing, by the observed curve and then its latest churn. */
  by: 'model' | 'observed'
  /** Why it is not the model. */
  because?: 'poor forecast' | 'poor shape' | 'not determined'
  model?: Sbg
  /** Of a new customer, discounted; and not discounted, which may be infinite. */
  discounted: number
  interval: Interval | undefined
  tenure: number
  /** When half of them have left, as observed. */
  median: number | undefined
  calibration: Calibration | undefined
  /** The most by which the model's curve misses the observed one, as a share of all. */
  gap: number | undefined
  curve: CurvePoint[]
  /** The oldest age, in months, at which enough were watched, and the share of the discounted months that lie beyond. */
  seen: number
  beyond: number
}

/** Below so many who left, nothing is said about how long customers stay. */
const LEAST_LOST = 10
/** At an age at which fewer came up for renewal, what was observed is chance. */
const LEAST_AT_RISK = 30
const DRAWS = 200
const SEED = 19

type Given = { renewals: Renewals[]; heldBack: Renewals[]; months: number; rate: number }

/**
 * Fits the model to all renewals; holds one that was fitted to the earlier ones against those held back; and takes the
 * observed curve where the model fails. `rate`: discount per month. Undefined where too few have left.
 */
export function lifetimeOf({ renewals, heldBack, months, rate }: Given): Lifetime | undefined {
  const all = [...renewals, ...heldBack]
  if (lostOf(all) < LEAST_LOST) return undefined
  const table = lifeTableOf(all)
  const curve = kaplanMeier(table, { type: 'log-log' })
  const fit = fitSbg(all)
  const model = 'model' in fit ? fit.model : undefined
  const calibration = months > 0 ? calibrationOf(renewals, heldBack, months) : undefined
  const gap = model && gapOf(model, curve)
  const because = whyNot(model, calibration, gap)
  const median = medianOf(curve).time
  const seen = curve.findLast(({ atRisk }) => atRisk >= LEAST_AT_RISK)?.time ?? 0
  const facts = { median, calibration, gap, curve, seen, ...(model && { model }) }
  if (model && because === undefined) {
    const draws = resampled(model, pooledByAge(all), DRAWS, seeded(SEED))
    return {
      by: 'model',
      ...facts,
      ...reach(survivalCurve(model, seen), discountedLifetime(model, rate), rate),
      interval: middleOf(draws.map((draw) => discountedLifetime(draw, rate))),
      tenure: expectedTenure(model),
    }
  }
  return { by: 'observed', ...(because && { because }), ...facts, ...observed(pooledByAge(all), rate) }
}

const lostOf = (renewals: Renewals[]): number => renewals.reduce((sum, { lost }) => sum + lost, 0)

function pooledByAge(renewals: Renewals[]): Renewals[] {
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

/** Off by more than a fifth, and by more than chance explains. */
const MOST_OFF = 0.2
const BEYOND_CHANCE = 1.96

/** Fewer than so many expected or lost decide nothing. */
const LEAST_FORECAST = 5

function calibrationOf(earlier: Renewals[], heldBack: Renewals[], months: number): Calibration | undefined {
  const fit = fitSbg(earlier)
  if (!('model' in fit)) return undefined
  let [expected, variance] = [0, 0]
  for (const { age, atRisk } of heldBack) {
    const churn = churnAt(fit.model, age)
    expected += atRisk * churn
    variance += atRisk * churn * (1 - churn)
  }
  const lost = lostOf(heldBack)
  if (Math.max(expected, lost) < LEAST_FORECAST) return undefined
  const off = Math.abs(lost - expected)
  return {
    months,
    expected,
    lost,
    poor: off > MOST_OFF * expected && off > BEYOND_CHANCE * Math.sqrt(variance),
  }
}

/** Where so large a share of all is missed, it is another curve. */
const MOST_GAP = 0.05

function whyNot(
  model: Sbg | undefined,
  calibration: Calibration | undefined,
  gap: number | undefined,
): Lifetime['because'] {
  if (!model) return 'not determined'
  if (calibration?.poor) return 'poor forecast'
  return (gap ?? 0) > MOST_GAP ? 'poor shape' : undefined
}

function gapOf(model: Sbg, curve: CurvePoint[]): number {
  const known = curve.filter(({ atRisk }) => atRisk >= LEAST_AT_RISK)
  const fitted = survivalCurve(model, known.at(-1)?.time ?? 0)
  return Math.max(0, ...known.map(({ time, survival }) => Math.abs(survival - (fitted[time] ?? 0))))
}

/** How long it is, and how much of it nobody has been watched for. `curve`: survival at each month that was seen. */
function reach(curve: number[], discounted: number, rate: number): Pick<Lifetime, 'discounted' | 'beyond'> {
  const seen = curve.reduce((sum, share, age) => sum + share / (1 + rate) ** age, 0)
  return { discounted, beyond: Math.max(0, 1 - seen / discounted) }
}

type Stay = Pick<Lifetime, 'discounted' | 'beyond' | 'interval' | 'tenure'>

function observed(renewals: Renewals[], rate: number): Stay {
  const random = seeded(SEED)
  const churn = new Map(renewals.map(({ age, atRisk, lost }) => [age, lost / atRisk]))
  const draws = Array.from({ length: DRAWS }, () => drawn(renewals, (age) => churn.get(age) ?? 0, random))
  return {
    ...reach(seenCurve(renewals), stayOf(renewals, rate), rate),
    interval: middleOf(draws.map((draw) => stayOf(draw, rate))),
    tenure: stayOf(renewals, 0),
  }
}

/** What was observed, from the start on. */
function seenCurve(renewals: Renewals[]): number[] {
  const known = renewals.filter(({ atRisk }) => atRisk >= LEAST_AT_RISK)
  return kaplanMeier(lifeTableOf(known)).reduce((curve, { survival }) => curve.concat(survival), [1])
}

/** So many last ages say how it goes on. */
const TAIL = 12

/** Σ S(t) / (1 + rate)^t along what was observed, and beyond it with the churn of its last twelve ages, on average. */
function stayOf(renewals: Renewals[], rate: number): number {
  const known = renewals.filter(({ atRisk }) => atRisk >= LEAST_AT_RISK)
  let [sum, left] = [0, 1]
  for (const [index, { atRisk, lost }] of known.entries()) {
    sum += left / (1 + rate) ** index
    left *= 1 - lost / atRisk
  }
  const last = known.slice(-TAIL)
  const churn = lostOf(last) / last.reduce((all, { atRisk }) => all + atRisk, 0)
  return sum + (left / (1 + rate) ** known.length) * (1 / (1 - (1 - churn) / (1 + rate)))
}
