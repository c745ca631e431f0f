import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { ownerOf, scorecardsIn } from './find-scorecard.ts'
import { type Recalibration, recalibrate } from './recalibration.ts'
import { scopeOf } from './scope.ts'
import { weightsOn } from './scorecard.ts'
import { type Asked, lastDayOf, monthBefore, seriesOf } from './scorecard-report.ts'

/** What somebody's scorecards would better weigh, as of the newest month that is over before a day. */
export async function recalibrationsFor(
  handle: string,
  today: Temporal.PlainDate,
  { db, zone, readLibrary }: Context,
): Promise<Recalibration[]> {
  const library = await readLibrary()
  const month = monthBefore(today)
  const found: Recalibration[] = []
  for (const scorecard of scorecardsIn(library).filter((each) => ownerOf(each, library) === handle)) {
    const one = await recalibrationOf(scorecard, { library, month, zone }, db)
    if (one) found.push({ ...one, from: month.add({ months: 2 }).toString() })
  }
  return found
}

/** Three years: enough pairs for what is quarterly, too. */
const LOOKBACK = { monthly: 36, quarterly: 12 }

async function recalibrationOf(scorecard: Entry<'scorecard'>, asked: Asked, db: Context['db']) {
  const { slug, version, body } = scorecard
  const weights = weightsOn(body, lastDayOf(asked.month))
  if (!weights) return undefined
  const { outcome } = body
  const kpis = new Set([...weights.kpis.map(({ kpi }) => kpi), ...(outcome === undefined ? [] : [outcome])])
  const series = await seriesOf(db, kpis, { ...asked, periods: LOOKBACK })
  const personas = scopeOf(asked.library, body, lastDayOf(asked.month), asked.zone).in.map(
    (each) => each.slug,
  )
  const found = recalibrate({ weights, outcome, series, personas, month: asked.month })
  return found && { scorecard: slug, version, ...found }
}
