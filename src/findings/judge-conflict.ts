import type { MonthSums } from '#src/kpis/month-close.ts'
import { rangeOf } from '#src/kpis/range.ts'
import { JUDGED, JUDGED_KPIS, LEAST_N, measure } from '#src/kpis/review.ts'
import type { Conflict, Judged, Moved } from './finding.ts'

/** Something that was decided, with the day on which it was. */
export type Decided = Conflict['change']

type Month = { month: string; rows: MonthSums[] }

/** One month outside its range may be chance; both have to be outside for the last two. */
const MONTHS_AFTER = 2

/**
 * Whether a persona loses since something was decided while another gains: both beyond their own ranges from before, in
 * the last two closed months. It names the newest such change; that it is the cause nobody can tell from it. Months:
 * the oldest first. What can't be judged, since nothing was decided that long ago, isn't.
 */
export function judgeConflict(
  persona: string,
  { others, months, changes }: { others: string[]; months: Month[]; changes: Decided[] },
): Judged[] {
  const judged = { kind: 'conflict', persona } as const
  const old = changes
    .filter(({ on }) => monthsAfter(months, on).length >= MONTHS_AFTER)
    .toSorted((a, b) => b.on.localeCompare(a.on))
  if (old.length === 0 || !months.some(({ rows }) => rows.length > 0)) return []
  for (const change of old) {
    const lost = wayOf(persona, months, change.on)
    if (lost?.way !== 'loses') continue
    const won = others
      .filter((each) => each !== persona)
      .map((each) => ({ gains: each, its: wayOf(each, months, change.on) }))
      .find(({ its }) => its?.way === 'gains')
    if (won?.its)
      return [
        { ...judged, facts: { ...judged, gains: won.gains, lost: lost.moved, won: won.its.moved, change } },
      ]
  }
  return [judged]
}

/** The months that lie wholly after a day. */
const monthsAfter = (months: Month[], day: string): Month[] => months.filter(({ month }) => month > day)
const monthsBefore = (months: Month[], day: string): Month[] =>
  months.filter(({ month }) => month.slice(0, 7) < day.slice(0, 7))

/** Whether a persona gains or loses since a day; who does both, does neither. */
function wayOf(
  persona: string,
  months: Month[],
  day: string,
): { way: 'gains' | 'loses'; moved: Moved } | undefined {
  const ways = JUDGED_KPIS.flatMap((kpi) => {
    const before = valuesOf(persona, kpi, monthsBefore(months, day))
    const last = valuesOf(persona, kpi, monthsAfter(months, day).slice(-MONTHS_AFTER))
    const range = rangeOf(before, kpi === 'retention' ? JUDGED[kpi].most : undefined)
    const now = last.at(-1)
    if (!range || !now || last.length < MONTHS_AFTER) return []
    const sides = new Set(
      last.map(({ value }) => (value < range.low ? 'below' : value > range.high ? 'above' : 'within')),
    )
    const [side] = sides
    if (sides.size > 1 || side === 'within') return []
    const { month, value, n } = now
    return [
      {
        way: side === JUDGED[kpi].worse ? ('loses' as const) : ('gains' as const),
        moved: { kpi, month, value, n, range },
      },
    ]
  })
  return new Set(ways.map(({ way }) => way)).size === 1 ? ways[0] : undefined
}

function valuesOf(persona: string, kpi: Moved['kpi'], months: Month[]) {
  return months.flatMap(({ month, rows }) => {
    const row = rows.find((each) => each.persona === persona)
    const value = row && row.n >= LEAST_N && !row.reconstructed ? measure(row)[kpi]?.value : undefined
    return row && value !== undefined ? [{ month, value, n: row.n }] : []
  })
}
