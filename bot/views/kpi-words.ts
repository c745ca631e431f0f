import type { KpiBody } from '#src/kpis/kpi.ts'
import { periodId, periodWith } from '#src/kpis/kpi-period.ts'
import type { KpiValue } from '#src/kpis/kpi-report.ts'
import { LEAST_HISTORY, type Range } from '#src/kpis/range.ts'
import { type Breach, isEscalated, type Standing } from '#src/kpis/standing.ts'
import { periodName } from '#src/runs/period.ts'
import { ordinal } from './kpi-standing.ts'
import { money, moneyChange, percent, points } from './numbers.ts'
import { counted, inWords } from './reading.ts'

type Measure = Pick<KpiBody, 'unit' | 'frequency'>

/** "94.1 %", "€41", "12.4 days" */
export function valueWords(value: number, { unit }: Pick<KpiBody, 'unit'>, currency: string): string {
  if (unit === 'share') return percent(value)
  if (unit === 'money') return money(value, currency)
  if (unit === 'points') return `${value > 0 ? '+' : ''}${value.toFixed(0)}`
  const digits = Math.abs(value) < 100 ? 1 : 0
  return unit === 'days' || unit === 'hours' ? `${value.toFixed(digits)} ${unit}` : value.toFixed(digits)
}

export function changeWords(now: KpiValue, before: KpiValue, { unit }: Measure, currency: string): string {
  if (unit === 'share') return points(now.value, before.value)
  if (unit === 'money') return moneyChange(now.value, before.value, currency)
  const change = now.value - before.value
  if (Math.abs(change) < 0.05) return 'unchanged'
  return `${change < 0 ? '▼' : '▲'} ${Math.abs(change).toFixed(1)}`
}

/** "below its usual 94.6 % to 96.0 %, 2nd month in a row" */
export function standingWords(standing: Standing, value: number, body: Measure, currency: string): string {
  const period = body.frequency === 'quarterly' ? 'quarter' : 'month'
  if (standing.state === 'no history')
    return `too little history for a range (${standing.months} of ${LEAST_HISTORY} ${period}s)`
  const range = rangeWords(standing.range, body, currency)
  if (standing.state === 'within') return `usual: ${range}`
  const side = value < standing.range.low ? 'below' : 'above'
  if (standing.state !== 'breached') return `better than usual: ${side} ${range}`
  const run = standing.run > 1 ? `, ${ordinal(standing.run)} ${period} in a row` : ''
  return `${side} its usual ${range}${run}${isEscalated(standing) ? ', escalated' : ''}${gapWords(standing, body)}`
}

/** "94.6–96.0 %", "€16 to €20" */
const rangeWords = ({ low, high }: Range, body: Measure, currency: string): string =>
  body.unit === 'share'
    ? `${(low * 100).toFixed(1)}–${percent(high)}`
    : `${valueWords(low, body, currency)} to ${valueWords(high, body, currency)}`

/** A period without a number neither counts nor ends a run; it is said. */
function gapWords({ gaps }: Breach, body: Measure): string {
  if (gaps.length === 0) return ''
  const one = gaps.length === 1
  return ` (${inWords(gaps.map((day) => periodOf(day, body)))} ${one ? 'has' : 'have'} no number and ${one ? 'does' : 'do'} not count)`
}

/** "mean ± 2 standard deviations of 12 months, Oct 2025 to Sep 2026" */
export function windowWords({ method, months, from, to }: Range, body: Measure): string {
  const period = body.frequency === 'quarterly' ? 'quarter' : 'month'
  return `${method} of ${counted(months, period)}, ${periodOf(from, body)} to ${periodOf(to, body)}`
}

/** "Oct 2025", "Q3 2026", by the first day of it. */
function periodOf(day: string, { frequency }: Pick<KpiBody, 'frequency'>): string {
  const from = Temporal.PlainDate.from(day)
  return frequency === 'quarterly'
    ? periodName(periodId(periodWith(from, frequency, 'UTC')))
    : from.toLocaleString('en', { month: 'short', year: 'numeric', calendar: 'gregory' })
}
