import type { Interval } from '#src/statistics/proportions.ts'
import { churnAt, fitSbg, type Renewals, type Sbg, survivalCurve } from '#src/statistics/sbg.ts'
import { type CurvePoint, kaplanMeier, medianOf } from '#src/statistics/survival.ts'
import type { AgeRow, RenewalRow } from './lives.ts'
import { modelStay, residualMonths, type Terms, termsOf } from './model-stay.ts'
import { LEAST_AT_RISK, lifeTableOf, lostOf, observedStay } from './observed-stay.ts'

/** How a forecast of those who leave did on months that it had not seen. */
type Calibration = { months: number; expected: number; lost: number; poor: boolean }

/** How long a persona's customers stay, in months. */
export type Lifetime = Terms & {
  /** By the sBG model; or, where it fits poorly or says nothing, by the observed curve and then its latest churn. */
  by: 'model' | 'observed'
  /** Why it is not the model. */
  because?: 'poor forecast' | 'poor shape' | 'not determined'
  /** Of renewals, each at the end of a term. */
  model?: Sbg
  /** Of a new customer, discounted; and not discounted, which may be infinite. */
  discounted: number
  interval: Interval | undefined
  tenure: number
  /** Of a customer just before the first renewal, that renewal undiscounted: DERL(1). Undefined without a model. */
  residual: number | undefined
  /** When half of them have left, as observed. */
  median: number | undefined
  calibration: Calibration | undefined
  /** The most by which the model's curve misses the observed one, as a share of all. */
  gap: number | undefined
  /** Month by month, as observed. */
  curve: CurvePoint[]
  /** The oldest age, in months, at which enough were watched, and the share of the discounted months that lie beyond. */
  seen: number
  beyond: number
}

/** Below so many who left, nothing is said about how long customers stay. */
const LEAST_LOST = 10

/** `heldBackMonths`: 0 where no forecast is held against anything; `rate`: discount per month. */
type Given = {
  ages: AgeRow[]
  renewals: RenewalRow[]
  terms: { term: number; accounts: number }[]
  heldBackMonths: number
  rate: number
}

/**
 * Fits the model to all renewals; holds one that was fitted to the earlier ones against those held back; and takes the
 * observed curve where the model fails. Undefined where too few have left.
 */
export function lifetimeOf({
  ages,
  renewals,
  terms: rows,
  heldBackMonths,
  rate,
}: Given): Lifetime | undefined {
  if (lostOf(ages) < LEAST_LOST) return undefined
  const curve = kaplanMeier(lifeTableOf(ages), { type: 'log-log' })
  const fit = fitSbg(renewals)
  const model = 'model' in fit ? fit.model : undefined
  const calibration = heldBackMonths > 0 ? calibrationOf(renewals, heldBackMonths) : undefined
  const gap = model && gapOf(model, renewals)
  const because = whyNot(model, calibration, gap)
  const seen = curve.findLast(({ atRisk }) => atRisk >= LEAST_AT_RISK)?.time ?? 0
  const terms = termsOf(rows, renewals)
  const residual = model && because === undefined ? residualMonths(model, terms, rate) : undefined
  const median = medianOf(curve).time
  const facts = { ...terms, median, calibration, gap, curve, seen, residual, ...(model && { model }) }
  if (model && because === undefined)
    return { by: 'model', ...facts, ...modelStay(model, { ...terms, renewals, seen, rate }) }
  return { by: 'observed', ...(because && { because }), ...facts, ...observedStay(ages, rate) }
}

/** Off by more than a fifth, and by more than chance explains. */
const MOST_OFF = 0.2
const BEYOND_CHANCE = 1.96

/** Fewer than so many expected or lost decide nothing. */
const LEAST_FORECAST = 5

function calibrationOf(renewals: RenewalRow[], months: number): Calibration | undefined {
  const fit = fitSbg(renewals.filter(({ heldBack }) => !heldBack))
  if (!('model' in fit)) return undefined
  const heldBack = renewals.filter((row) => row.heldBack)
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

function gapOf(model: Sbg, renewals: Renewals[]): number {
  const known = kaplanMeier(lifeTableOf(renewals)).filter(({ atRisk }) => atRisk >= LEAST_AT_RISK)
  const fitted = survivalCurve(model, known.at(-1)?.time ?? 0)
  return Math.max(0, ...known.map(({ time, survival }) => Math.abs(survival - (fitted[time] ?? 0))))
}
