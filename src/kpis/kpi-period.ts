import { firstDayOf } from '#src/runs/period.ts'
import type { KpiBody } from './kpi.ts'
import type { Span } from './sql-text.ts'

type Frequency = KpiBody['frequency']

const MONTHS: Record<Frequency, number> = { monthly: 1, quarterly: 3 }

/** The month or quarter that a day is in, as a KPI is looked at. */
export function periodWith(day: Temporal.PlainDate, frequency: Frequency, zone: string): Span {
  const months = MONTHS[frequency]
  const from = day.with({ day: 1 }).subtract({ months: (day.month - 1) % months })
  return { from, until: from.add({ months }), zone }
}

/** A period and the ones before it, the oldest first. */
export const periodsUpTo = (last: Span, frequency: Frequency, count: number): Span[] =>
  Array.from({ length: count }, (_, back) => {
    const months = MONTHS[frequency] * (count - 1 - back)
    return { ...last, from: last.from.subtract({ months }), until: last.until.subtract({ months }) }
  })

/** "2026-10", or "2026-Q3" of a quarter. */
export const periodId = ({ from, until }: Pick<Span, 'from' | 'until'>): string =>
  from.until(until, { largestUnit: 'month' }).months > 1
    ? `${from.year}-Q${(from.month + 2) / 3}`
    : from.toString().slice(0, 7)

const NAMES = 'january february march april may june july august september october november december'.split(
  ' ',
)

/**
 * A period out of words, as its last month: "2026-10", "october", "Oct 2026", "Q3 2026", "2026-Q3". A month or quarter
 * without a year is the newest that is over. Undefined where the words are none.
 */
export function monthNamed(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const said = words.trim().toLowerCase()
  const year = Number(/\b(20\d\d)\b/.exec(said)?.[1] ?? Number.NaN)
  const rest = said.replace(/\b20\d\d\b/, '').replaceAll(/[\s-]+/g, '')
  if (/^(0[1-9]|1[0-2])$/.test(rest) && year) return firstDayOf(`${year}-${rest}`)
  const index = rest.length < 3 ? -1 : NAMES.findIndex((name) => name.startsWith(rest))
  const month = index >= 0 ? index + 1 : Number(/^q([1-4])$/.exec(rest)?.[1] ?? Number.NaN) * 3
  if (!month) return undefined
  const first = Temporal.PlainDate.from({ year: year || today.year, month, day: 1 })
  const isOver = Temporal.PlainDate.compare(first.add({ months: 1 }), today) <= 0
  return year || isOver ? first : first.subtract({ years: 1 })
}
