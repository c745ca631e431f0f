import type { Database } from '#src/db/connect.ts'
import { closeMonth } from '#src/kpis/month-close.ts'
import { LEAST_N, type Measured, measure, type ReadableKpi, type Review, review } from '#src/kpis/review.ts'
import { readTouches, type Touch } from './touches.ts'

/** A number that the board has read and that is another one since accounts were corrected or rows came late. */
export type ChangedValue = {
  month: string
  persona: string
  kpi: ReadableKpi
  was: number
  is: number
  n: number
  /** How many accounts of the month were corrected since. */
  corrected: number
  /** How many of its account-months came late or were delivered anew, on which day, from which source or file. */
  late: { rows: number; on: string; from: string }[]
}

const KPIS: readonly ReadableKpi[] = ['retention', 'netRetention', 'expansion', 'supportCost']

/** Reviews older than that nobody looks at any more. */
const MOST_REVIEWS = 12

type Wanted = {
  kpis?: readonly ReadableKpi[]
  /** The first day of the one month that is wanted. */
  month?: string
  /** Only what was touched since then. */
  since?: Temporal.Instant | undefined
}

/**
 * What the board's reviews said of months that were touched since, and that is different by now, as far as it can be
 * seen: the newest month first. What was published stays as it was; it is computed anew each time, so that the same
 * twice comes to the same.
 */
export async function changedValues(db: Database, wanted: Wanted = {}): Promise<ChangedValue[]> {
  const touches = (await readTouches(db)).filter(
    ({ at }) => wanted.since === undefined || at.getTime() > wanted.since.epochMilliseconds,
  )
  if (touches.length === 0) return []
  const runs = await db.jobRun.findMany({
    where: { job: 'kpi-review', scope: 'board', state: 'posted' },
    orderBy: { of: { startsOn: 'desc' } },
    take: MOST_REVIEWS,
  })
  const changed: ChangedValue[] = []
  for (const { facts, finishedAt } of runs) {
    const published = review.safeParse(facts).data
    if (!published || (wanted.month !== undefined && wanted.month !== published.month)) continue
    const since = touches.filter(({ at }) => finishedAt === null || at > finishedAt)
    const touching = since.filter(({ months }) => months.some(({ month }) => month === published.month))
    if (touching.length > 0) changed.push(...(await changesOf(db, published, touching, wanted.kpis ?? KPIS)))
  }
  return changed
}

async function changesOf(
  db: Database,
  published: Review,
  touching: Touch[],
  kpis: readonly ReadableKpi[],
): Promise<ChangedValue[]> {
  const { month, live } = published
  const rows = await closeMonth(db, Temporal.PlainDate.from(month), live ? 'live' : 'static')
  const late = touching.flatMap((each) =>
    each.what === 'late'
      ? [{ rows: rowsOf(each, month), on: each.at.toISOString().slice(0, 10), from: each.from }]
      : [],
  )
  return published.personas.flatMap(({ persona, now }) => {
    const row = rows.find((each) => each.persona === persona)
    const corrected = touching.filter((each) => isCorrected(each, persona, month)).length
    if (!now || !row || row.n < LEAST_N || corrected + late.length === 0) return []
    const is = measure(row)
    return kpis.flatMap((kpi) => {
      const [before, after] = [now[kpi]?.value, is[kpi]?.value]
      return before === undefined || after === undefined || isSame(kpi, before, after)
        ? []
        : [{ month, persona, kpi, was: before, is: after, n: row.n, corrected, late }]
    })
  })
}

const isCorrected = (touch: Touch, persona: string, month: string): boolean =>
  touch.what === 'corrected' &&
  (touch.persona === persona || touch.months.some((of) => of.month === month && of.before === persona))

const rowsOf = ({ months }: Extract<Touch, { what: 'late' }>, month: string): number =>
  months.find((each) => each.month === month)?.rows ?? 0

/** As they are shown: shares with one decimal of a percent, costs whole from 10 on, else with two. */
const isSame = (kpi: keyof Measured, one: number, other: number): boolean =>
  kpi === 'supportCost'
    ? one.toFixed(digitsOf(one)) === other.toFixed(digitsOf(other))
    : Math.round(one * 1000) === Math.round(other * 1000)

const digitsOf = (cost: number): number => (Math.abs(cost) < 10 ? 2 : 0)
