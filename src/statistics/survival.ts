import { criticalZ } from './distributions.ts'
import type { Interval } from './proportions.ts'

/** How long something lasted, or how long it was watched without ending; in any unit of time. Time ≥ 0. */
export type Duration = { time: number; ended: boolean }

/** One time of a Kaplan–Meier curve. */
export type CurvePoint = {
  time: number
  /** How many were watched just before, how many of them ended then, and how many were last seen then. */
  atRisk: number
  events: number
  censored: number
  survival: number
  /** Greenwood's; undefined once nobody is left. */
  error: number | undefined
  interval: Partial<Interval>
}

/** How the interval is made: on S itself, on ln S (R's default), or on ln(−ln S). */
export const CONFIDENCE_TYPES = ['plain', 'log', 'log-log'] as const
export type ConfidenceType = (typeof CONFIDENCE_TYPES)[number]

/** What is counted at each time: the same for people one by one and for counts of many. */
export type LifeTable = { time: number; atRisk: number; events: number; censored: number }[]

/** Counts durations by time, the earliest first; those that differ by rounding alone are one, as in R (timefix). */
export function lifeTable(durations: Duration[]): LifeTable {
  const sorted = durations.toSorted((a, b) => a.time - b.time)
  const rows: LifeTable = []
  const tolerance = tolerated(sorted)
  let left = sorted.length
  let before = Number.NEGATIVE_INFINITY
  for (const { time, ended } of sorted) {
    let row = rows.at(-1)
    if (!row || time - before > tolerance) {
      row = { time, atRisk: left, events: 0, censored: 0 }
      rows.push(row)
    }
    before = time
    row[ended ? 'events' : 'censored'] += 1
    left -= 1
  }
  return rows
}

const ROUNDING = Math.sqrt(Number.EPSILON)

/** Distances up to √ε, absolute or against the mean of the times, are none. */
function tolerated(sorted: Duration[]): number {
  const distinct = [...new Set(sorted.map(({ time }) => time))]
  const mean = distinct.reduce((sum, time) => sum + time / distinct.length, 0)
  return ROUNDING * Math.max(1, mean)
}

/**
 * The product-limit estimate (Kaplan and Meier 1958) with Greenwood's standard error, as R's survfit: for every time
 * at which something ended or was last seen.
 */
export function kaplanMeier(
  table: LifeTable,
  { type = 'log', level = 0.95 }: { type?: ConfidenceType; level?: number } = {},
): CurvePoint[] {
  const z = criticalZ(level)
  let survival = 1
  let variance = 0
  return table.map((row) => {
    const { atRisk, events } = row
    survival *= (atRisk - events) / atRisk
    if (events > 0) variance += events / (atRisk * (atRisk - events))
    const over = Math.sqrt(variance)
    const error = survival > 0 ? survival * over : undefined
    return { ...row, survival, error, interval: intervalOf(survival, over, { type, z }) }
  })
}

/** `over` is the standard error of ln S. Nothing is said where the curve is at 0, and on ln(−ln S) at 1, as in R. */
function intervalOf(
  survival: number,
  over: number,
  { type, z }: { type: ConfidenceType; z: number },
): Partial<Interval> {
  if (survival <= 0 || (type === 'log-log' && survival >= 1)) return {}
  switch (type) {
    case 'plain':
      return {
        low: Math.max(0, survival * (1 - z * over)),
        high: Math.min(1, survival * (1 + z * over)),
      }
    case 'log':
      return { low: survival * Math.exp(-z * over), high: Math.min(1, survival * Math.exp(z * over)) }
    case 'log-log': {
      const log = Math.log(survival)
      const width = (z * over) / Math.abs(log)
      return { low: Math.exp(log * Math.exp(width)), high: Math.exp(log * Math.exp(-width)) }
    }
  }
}

/** The time until which a share is left, and its interval; undefined where the curve doesn't come down to it. */
export type Quantile = { time: number | undefined; low: number | undefined; high: number | undefined }

/** The median as R prints it: where the curve, and its limits, first reach one half. */
export const medianOf = (curve: CurvePoint[]): Quantile => ({
  time: reaches(curve, ({ survival }) => survival),
  low: reaches(curve, ({ interval }) => interval.low),
  high: reaches(curve, ({ interval }) => interval.high),
})

/** Where it stays at exactly one half for a while, the middle of that while. */
function reaches(curve: CurvePoint[], of: (point: CurvePoint) => number | undefined): number | undefined {
  const below = curve.flatMap((point) => {
    const value = of(point)
    return value !== undefined && value < 0.5 + ROUNDING ? [{ time: point.time, value }] : []
  })
  const [first] = below
  if (!first || Math.abs(first.value - 0.5) >= ROUNDING) return first?.time
  const next = below.find(({ value }) => value < first.value)
  return next ? (first.time + next.time) / 2 : first.time
}
