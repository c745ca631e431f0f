import type { Database } from '#src/db/connect.ts'
import { classificationAt, weightsAt } from '#src/decisions/effects.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { WINDOW } from '#src/kpis/range.ts'
import { type LeftOut, scopeOf } from './scope.ts'
import { type Score, scoreOf } from './score.ts'
import { type ScorecardBody, type WeightSet, weightsOn } from './scorecard.ts'
import { type Lookback, readSeries, type Series } from './series.ts'

/** A persona's score, and that of the month before by the weights of then. */
export type ScoreOf = Score & { before?: number }

/** A scorecard of a month: persona by persona, and what the board's weights of personas make of it. */
export type ScorecardReport = {
  scorecard: Entry<'scorecard'>
  /** First day of the month. */
  month: Temporal.PlainDate
  /** Undefined where no weights counted yet. */
  weights: WeightSet | undefined
  scores: ScoreOf[]
  out: LeftOut[]
  together?: Together
}

/** Σ weight × score / Σ weight, over those that have one, by the board's decided weights of personas. */
type Together = {
  value: number
  since: string
  shares: { persona: string; weight: number }[]
  without: string[]
}

/** The window, the month itself and the one before. */
const LOOKBACK: Lookback = { monthly: WINDOW + 2, quarterly: WINDOW + 2 }

export type Asked = { library: Library; month: Temporal.PlainDate; zone: string }

/** A scorecard as of a month that is over. */
export async function reportScorecard(
  db: Database,
  scorecard: Entry<'scorecard'>,
  { library, month, zone }: Asked,
): Promise<ScorecardReport> {
  const sets = [
    weightsOn(scorecard.body, lastDayOf(month)),
    weightsOn(scorecard.body, lastDayOf(monthBefore(month))),
  ]
  const kpis = new Set(sets.flatMap((set) => set?.kpis.map(({ kpi }) => kpi) ?? []))
  const series = await seriesOf(db, kpis, { library, month, zone, periods: LOOKBACK })
  return scorecardOf(scorecard, series, { library, month, zone })
}

/** The numbers of some KPIs, one after the other: each is one statement. What is retired is left out. */
export async function seriesOf(
  db: Database,
  kpis: Iterable<string>,
  { library, month, zone, periods }: Asked & { periods: Lookback },
): Promise<Map<string, Series>> {
  const series = new Map<string, Series>()
  const how = { zone, periods, tags: classificationAt(library, lastDayOf(month)) }
  for (const slug of kpis) {
    const kpi = findEntry(library, 'kpi', slug)
    if (kpi?.status === 'active') series.set(slug, await readSeries(db, kpi, month, how))
  }
  return series
}

/** The same from numbers that were read. */
function scorecardOf(
  scorecard: Entry<'scorecard'>,
  series: ReadonlyMap<string, Series>,
  { library, month, zone }: Asked,
): ScorecardReport {
  const weights = weightsOn(scorecard.body, lastDayOf(month))
  const scope = scopeOf(library, scorecard.body, lastDayOf(month), zone)
  const base = { scorecard, month, weights, out: scope.out }
  if (!weights) return { ...base, scores: [] }
  const scores = scope.in.map(({ slug }): ScoreOf => {
    const before = scoreIn(scorecard.body, slug, series, monthBefore(month))?.value
    return { ...scoreOf(slug, weights, series, month), ...(before !== undefined && { before }) }
  })
  const together = togetherOf(scores, library, lastDayOf(month))
  return { ...base, scores, ...(together && { together }) }
}

/** A persona's score of a month by the weights that counted in it. */
function scoreIn(
  body: ScorecardBody,
  persona: string,
  series: ReadonlyMap<string, Series>,
  month: Temporal.PlainDate,
): Score | undefined {
  const weights = weightsOn(body, lastDayOf(month))
  return weights && scoreOf(persona, weights, series, month)
}

function togetherOf(scores: Score[], library: Library, day: Temporal.PlainDate): Together | undefined {
  const decided = weightsAt(library, day)
  if (!decided) return undefined
  const values = new Map(scores.map(({ persona, value }) => [persona, value]))
  const weighted = decided.shares.filter(({ weight }) => weight > 0)
  const known = weighted.flatMap(({ persona, weight }) => {
    const value = values.get(persona)
    return value === undefined ? [] : [{ persona, weight, value }]
  })
  const whole = known.reduce((all, { weight }) => all + weight, 0)
  if (whole === 0) return undefined
  return {
    value: known.reduce((all, { weight, value }) => all + weight * value, 0) / whole,
    since: decided.since,
    shares: decided.shares,
    without: weighted.flatMap(({ persona }) => (values.get(persona) === undefined ? [persona] : [])),
  }
}

export const lastDayOf = (month: Temporal.PlainDate): Temporal.PlainDate =>
  month.with({ day: month.daysInMonth })

export const monthBefore = (month: Temporal.PlainDate): Temporal.PlainDate =>
  month.with({ day: 1 }).subtract({ months: 1 })
