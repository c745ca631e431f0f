import { periodId } from '#src/kpis/kpi-period.ts'
import { periodName } from '#src/runs/period.ts'
import type { ScorePart } from '#src/scorecards/score.ts'
import { valueWords } from './kpi-words.ts'
import { plainNumber } from './numbers.ts'

export const partName = ({ kpi, slug }: ScorePart): string => kpi?.title ?? slug

/** "+1.9", "−0.4" */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`

/** "99.9 % (n 696), +0.4; weight 30" */
export function partWords(part: ScorePart, currency: string): string {
  const { kpi, point, span, moves, weight, missing } = part
  const quarter = kpi?.body.frequency === 'quarterly' && span ? `, ${periodName(periodId(span))}` : ''
  const value =
    kpi && point?.value !== undefined
      ? `${valueWords(point.value, kpi.body, currency)} (n ${plainNumber(point.n)}${quarter})`
      : undefined
  const counts = weight === 0 ? 'shown, not counted' : `weight ${weight}`
  const moved = weight === 0 || moves === undefined ? undefined : `${signed(moves)} points`
  return [value, missing && reasonOf(part), moved, counts].filter((each) => each !== undefined).join(', ')
}

/** Why a KPI counts for nothing here, in a few words. */
export function reasonOf({ missing }: ScorePart): string {
  switch (missing?.because) {
    case undefined:
      return ''
    case 'too few':
      return `insufficient data, n = ${missing.n}`
    case 'no history':
      return missing.periods === 0 ? 'no history' : `history of ${missing.periods}, 6 needed`
    case 'nothing':
      return 'no data'
    case 'not for them':
      return 'not for them'
    case 'retired':
      return 'no longer a KPI'
    case 'not computable':
      return "can't be computed"
    case 'reconstructed':
      return 'from a snapshot'
  }
}
