import type { Database } from '#src/db/connect.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Found } from '#src/kpis/check-definition.ts'
import { periodsUpTo, periodWith } from '#src/kpis/kpi-period.ts'
import type { Tags } from '#src/kpis/month-close.ts'
import { type KpiRow, readValues, reconstructedMonths } from '#src/kpis/read-values.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import type { Span } from '#src/kpis/sql-text.ts'

/** One persona's number of one period. */
export type Point = {
  n: number
  /** Undefined where n is too small, or nothing is below the line. */
  value?: number
  numerator: number
  denominator: number
  /** Worked out from a snapshot, and not observed: nobody's history. */
  reconstructed: boolean
}

/** A KPI over some closed periods, the oldest first: per persona a number each, by the period's first day. */
export type Series = {
  kpi: Entry<'kpi'>
  spans: Span[]
  of: ReadonlyMap<string, ReadonlyMap<string, Point>>
  fault?: NonNullable<Found>
}

/** Monthly and quarterly KPIs are looked back at for so many periods. */
export type Lookback = { monthly: number; quarterly: number }

/** The newest period of a KPI that is over when a month is. */
export function periodBy(kpi: Entry<'kpi'>, month: Temporal.PlainDate, zone: string): Span {
  const { frequency } = kpi.body
  const span = periodWith(month, frequency, zone)
  const until = month.with({ day: 1 }).add({ months: 1 })
  if (Temporal.PlainDate.compare(span.until, until) <= 0) return span
  return periodWith(span.from.subtract({ days: 1 }), frequency, zone)
}

/** A KPI's numbers up to a month, for every persona that it is for. `tags`: as whom customers count. */
export async function readSeries(
  db: Database,
  kpi: Entry<'kpi'>,
  month: Temporal.PlainDate,
  { zone, periods, tags }: { zone: string; periods: Lookback; tags: Tags },
): Promise<Series> {
  const { frequency, sql, personas } = kpi.body
  const spans = periodsUpTo(periodBy(kpi, month, zone), frequency, periods[frequency])
  const read = await readInParts(db, sql, spans, tags)
  if ('fault' in read) return { kpi, spans, of: new Map(), fault: read.fault }
  const worked = await reconstructedMonths(db, spans)
  const isWorked = new Map(
    spans.map((span) => [span.from.toString(), worked.some((each) => isIn(each, span))] as const),
  )
  const of = new Map<string, Map<string, Point>>()
  for (const { persona, period, n, numerator, denominator } of read.rows) {
    if (persona === null || (personas.length > 0 && !personas.includes(persona))) continue
    const said = n >= LEAST_N && numerator !== null && denominator !== null && denominator !== 0
    const point = {
      n,
      ...(said && { value: numerator / denominator }),
      numerator: numerator ?? 0,
      denominator: denominator ?? 0,
      reconstructed: isWorked.get(period) ?? false,
    }
    of.set(persona, (of.get(persona) ?? new Map<string, Point>()).set(period, point))
  }
  return { kpi, spans, of }
}

/** So many periods are one statement: each has its time. */
const AT_ONCE = 12

async function readInParts(
  db: Database,
  sql: string,
  spans: Span[],
  tags: Tags,
): ReturnType<typeof readValues> {
  const rows: KpiRow[] = []
  for (let at = 0; at < spans.length; at += AT_ONCE) {
    const read = await readValues(db, sql, spans.slice(at, at + AT_ONCE), tags)
    if ('fault' in read) return read
    rows.push(...read.rows)
  }
  return { rows }
}

const isIn = (month: string, { from, until }: Span): boolean =>
  month >= from.toString() && month < until.toString()

/** What was observed of a persona before a period, the oldest first. */
export function historyBefore(series: Series, persona: string, period: string): number[] {
  const points = series.of.get(persona)
  return series.spans.flatMap(({ from }) => {
    const point = points?.get(from.toString())
    const counts = from.toString() < period && point?.value !== undefined && !point.reconstructed
    return counts ? [point.value ?? 0] : []
  })
}
