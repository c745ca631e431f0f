import type { Database } from '#src/db/connect.ts'
import { closeMonth } from '#src/kpis/month-close.ts'
import { LEAST_N, type Measured, measure, type Review, review } from '#src/kpis/review.ts'

/** A number that the board has read and that is another one since accounts were corrected. */
export type ChangedValue = {
  month: string
  persona: string
  kpi: ChangedKpi
  was: number
  is: number
  n: number
  /** How many accounts of the month were corrected since. */
  corrected: number
}

const KPIS = ['retention', 'netRetention', 'expansion', 'supportCost'] as const
type ChangedKpi = (typeof KPIS)[number]

/** Reviews older than that nobody looks at any more. */
const MOST_REVIEWS = 12

/**
 * What the board's reviews said of months in which accounts were corrected since, and that is different by now, as far
 * as it can be seen: the newest month first. What was published stays as it was.
 */
export async function changedValues(db: Database): Promise<ChangedValue[]> {
  const corrections = await readCorrections(db)
  if (corrections.length === 0) return []
  const runs = await db.jobRun.findMany({
    where: { job: 'kpi-review', scope: 'board', state: 'posted' },
    orderBy: { of: { startsOn: 'desc' } },
    take: MOST_REVIEWS,
  })
  const changed: ChangedValue[] = []
  for (const { facts, finishedAt } of runs) {
    const published = review.safeParse(facts).data
    if (!published) continue
    const since = corrections.filter(({ at }) => finishedAt === null || at > finishedAt)
    const touching = since.filter(({ months }) => months.some(({ month }) => month === published.month))
    if (touching.length > 0) changed.push(...(await changesOf(db, published, touching)))
  }
  return changed
}

type Correction = { at: Date; persona: string; months: { month: string; before: string | null }[] }

async function readCorrections(db: Database): Promise<Correction[]> {
  const rows = await db.$queryRaw<{ at: Date; payload: Omit<Correction, 'at'> }[]>`
    SELECT at, payload FROM audit WHERE action = 'persona corrected' AND payload IS NOT NULL ORDER BY sequence`
  return rows.map(({ at, payload }) => ({ at, ...payload }))
}

async function changesOf(db: Database, published: Review, touching: Correction[]): Promise<ChangedValue[]> {
  const { month } = published
  const rows = await closeMonth(db, Temporal.PlainDate.from(month))
  return published.personas.flatMap(({ persona, now }) => {
    const row = rows.find((each) => each.persona === persona)
    const corrected = touching.filter(
      (each) =>
        each.persona === persona || each.months.some((of) => of.month === month && of.before === persona),
    ).length
    if (!now || !row || row.n < LEAST_N || corrected === 0) return []
    const is = measure(row)
    return KPIS.flatMap((kpi) => {
      const [before, after] = [now[kpi]?.value, is[kpi]?.value]
      return before === undefined || after === undefined || isSame(kpi, before, after)
        ? []
        : [{ month, persona, kpi, was: before, is: after, n: row.n, corrected }]
    })
  })
}

/** As they are shown: shares with one decimal of a percent, costs whole from 10 on, else with two. */
const isSame = (kpi: keyof Measured, one: number, other: number): boolean =>
  kpi === 'supportCost'
    ? one.toFixed(digitsOf(one)) === other.toFixed(digitsOf(other))
    : Math.round(one * 1000) === Math.round(other * 1000)

const digitsOf = (cost: number): number => (Math.abs(cost) < 10 ? 2 : 0)
