import type { KpiBody } from '#src/kpis/kpi.ts'
import type { Measured, ReadableKpi, Review } from '#src/kpis/review.ts'
import { isReached } from '#src/kpis/targets-at.ts'
import { dayName } from '#src/runs/period.ts'
import { valueWords } from './kpi-words.ts'

/** "target 95.0 % by 30 Jun 2027": beside a number and its range. */
export function targetWords(
  target: { value: number; until: string },
  now: number | undefined,
  { unit, better }: Pick<KpiBody, 'unit' | 'better'>,
  currency: string,
): string {
  const until = dayName(Temporal.PlainDate.from(target.until))
  const said = `target ${valueWords(target.value, { unit }, currency)} by ${until}`
  return now !== undefined && isReached(now, target.value, better) ? `${said}, reached` : said
}

export type Targets = NonNullable<Review['targets']>

/** The same behind a number of a review, where there is a target. */
export function aimWords(
  targets: Targets,
  kpi: ReadableKpi,
  now: Measured | undefined,
  currency: string,
): string {
  const its = targets.find((each) => each.kpi === kpi)
  if (!its) return ''
  const unit = kpi === 'supportCost' ? 'money' : 'share'
  const better = kpi === 'supportCost' || kpi === 'churn' ? 'lower' : 'higher'
  return `; ${targetWords(its, now?.[kpi]?.value, { unit, better }, currency)}`
}
