import type { Database } from '#src/db/connect.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { ChangedValue } from '#src/tags/published.ts'
import { decidedFor, withPublished } from './as-published.ts'
import { type Found, TOO_SLOW } from './check-definition.ts'
import type { KpiBody } from './kpi.ts'
import { periodsUpTo, periodWith } from './kpi-period.ts'
import { type KpiRow, readValues, reconstructedMonths } from './read-values.ts'
import { LEAST_N } from './review.ts'
import { type RuleThen, ruleThen } from './rule-then.ts'
import type { Span } from './sql-text.ts'
import { type Standing, standingOf } from './standing.ts'

export type KpiValue = { value: number; numerator: number; denominator: number }

/** One persona's number of a period. */
export type KpiOf = {
  persona: string
  n: number
  /** Undefined where n is too small, or nothing is below the line. */
  now?: KpiValue
  /** The period before, where both can be told and were observed. */
  before?: KpiValue
  /** Against its own history. */
  standing?: Standing
  /** What the board has read of it, where that is another number by now, and why. */
  restated?: Pick<ChangedValue, 'was' | 'corrected' | 'late'>
}

export type KpiReport = {
  kpi: Entry<'kpi'>
  span: Span
  of: KpiOf[]
  /** What n counts of those whom nobody has tagged. */
  untagged: number
  reconstructed: boolean
  /** Customers count as tagged now, as the board decided, and not as tagged at the month's close. */
  live: boolean
  /** Personas that the board left out of scorecards then, and for which reason. */
  excluded: { persona: string; because: string }[]
  /** By which rule the ranges come of the periods; undefined where no history was read. */
  rule?: RuleThen
  /** The period alone can be computed in time, and not its history. */
  tooMuchHistory?: boolean
  fault?: NonNullable<Found>
}

/** Beyond a whole window: so long may a run outside it be. */
const MOST_RUN = { monthly: 6, quarterly: 4 } as const

type Around = { db: Database; library: Library; zone: string }

/**
 * A KPI of the month or quarter that a day is in, persona by persona, each against its own history, as the board had
 * decided by the last day of it.
 */
export async function reportKpi(
  around: Around,
  kpi: Entry<'kpi'>,
  day: Temporal.PlainDate,
): Promise<KpiReport> {
  const { db, zone } = around
  const { until } = periodWith(day, kpi.body.frequency, zone)
  const rule = await ruleThen(db, kpi, until.toZonedDateTime(zone).toInstant())
  const report = await reportOver(around, kpi, day, rule)
  if (report.fault !== TOO_SLOW) return await withPublished(db, report)
  const short = await reportShort(around, kpi, day)
  return short.fault ? report : { ...short, tooMuchHistory: true }
}

async function reportOver(
  { db, library, zone }: Around,
  kpi: Entry<'kpi'>,
  day: Temporal.PlainDate,
  rule?: RuleThen,
): Promise<KpiReport> {
  const { frequency, sql } = kpi.body
  const periods = rule ? rule.window + MOST_RUN[frequency] : 2
  const span = periodWith(day, frequency, zone)
  const spans = periodsUpTo(span, frequency, periods)
  const decided = decidedFor(library, span)
  const read = await readValues(db, sql, spans, decided.live ? 'live' : 'static')
  const empty = { kpi, span, of: [], untagged: 0, reconstructed: false, ...decided }
  if ('fault' in read) return { ...empty, fault: read.fault }
  const told = valuesOf(kpi, spans, read.rows, await reconstructedMonths(db, spans), rule)
  const isLeftOut = (slug: string) => decided.excluded.some(({ persona }) => persona === slug)
  return { ...told, ...decided, of: told.of.filter(({ persona }) => !isLeftOut(persona)) }
}

/** What the rows of some periods, the newest last, mean. */
function valuesOf(
  kpi: Entry<'kpi'>,
  spans: Span[],
  rows: KpiRow[],
  reconstructed: string[],
  rule: RuleThen | undefined,
): Omit<KpiReport, 'live' | 'excluded'> {
  const span = spans.at(-1)
  if (!span) throw new Error('A KPI is told of at least one period.')
  const worked = new Set(
    spans.filter((each) => reconstructed.some((month) => isIn(month, each))).map(startOf),
  )
  const mine = rows.filter(({ period }) => period === startOf(span))
  const { personas } = kpi.body
  return {
    kpi,
    span,
    of: mine
      .flatMap(({ persona, n }) =>
        persona === null || (personas.length > 0 && !personas.includes(persona))
          ? []
          : [{ persona, n, ...told(kpi.body, persona, { spans, rows, worked, rule }) }],
      )
      .toSorted((a, b) => b.n - a.n || a.persona.localeCompare(b.persona)),
    untagged: mine.find(({ persona }) => persona === null)?.n ?? 0,
    reconstructed: worked.has(startOf(span)),
    ...(rule && { rule }),
  }
}

const startOf = ({ from }: Span): string => from.toString()
const isIn = (month: string, { from, until }: Span): boolean =>
  month >= from.toString() && month < until.toString()

type Periods = { spans: Span[]; rows: KpiRow[]; worked: Set<string>; rule: RuleThen | undefined }

function told(
  body: KpiBody,
  persona: string,
  { spans, rows, worked, rule }: Periods,
): Pick<KpiOf, 'now' | 'before' | 'standing'> {
  const known = new Map(
    rows.flatMap((row) => {
      const value = row.persona === persona ? valueIn(row) : undefined
      return value ? [[row.period, value] as const] : []
    }),
  )
  const observed = spans.map((span) => ({
    month: startOf(span),
    value: worked.has(startOf(span)) ? undefined : known.get(startOf(span))?.value,
  }))
  const [last, earlier] = [spans.at(-1), spans.at(-2)].map((span) => span && startOf(span))
  const now = known.get(last ?? '')
  const comparable = !worked.has(last ?? '') && !worked.has(earlier ?? '')
  const before = now && comparable ? known.get(earlier ?? '') : undefined
  const standing = rule && standingOf(observed, { ...sideOf(body, observed), rule })
  return { ...(now && { now }), ...(before && { before }), ...(standing && { standing }) }
}

function valueIn({ n, numerator, denominator }: KpiRow): KpiValue | undefined {
  if (n < LEAST_N || numerator === null || denominator === null) return undefined
  // Refunds can outweigh what was paid: nothing is a share of less than nothing.
  if (!(denominator > 0)) return undefined
  return { value: numerator / denominator, numerator, denominator }
}

/** On which side it is bad, and how far its range may reach: no share of a whole is above 1, points are below 0, too. */
function sideOf({ better, unit }: KpiBody, values: { value: number | undefined }[]) {
  const isWhole = unit === 'share' && values.every(({ value }) => value === undefined || value <= 1)
  return {
    worse: better === 'higher' ? ('below' as const) : ('above' as const),
    ...(isWhole && { most: 1 }),
    ...(unit === 'points' && { least: -100 }),
  }
}

/** The same beside the period before alone, without a range. */
export async function reportShort(
  around: Around,
  kpi: Entry<'kpi'>,
  day: Temporal.PlainDate,
): Promise<KpiReport> {
  return await reportOver(around, kpi, day)
}

/** A day in the newest period that is over. */
export const lastClosed = (
  today: Temporal.PlainDate,
  frequency: KpiBody['frequency'],
  zone: string,
): Temporal.PlainDate => periodWith(today, frequency, zone).from.subtract({ days: 1 })

/** Whether the month or quarter that a day is in is over. */
export const isOver = (
  day: Temporal.PlainDate,
  frequency: KpiBody['frequency'],
  today: Temporal.PlainDate,
): boolean => Temporal.PlainDate.compare(periodWith(day, frequency, 'UTC').until, today) <= 0
