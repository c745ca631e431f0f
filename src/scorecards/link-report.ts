import type { Database } from '#src/db/connect.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { type LinkReport, measureLink } from './measure-link.ts'
import { scopeOf } from './scope.ts'
import type { WeightSet } from './scorecard.ts'
import { type Asked, lastDayOf, seriesOf } from './scorecard-report.ts'
import { trainingsByMonth } from './training-store.ts'

/** Looked back so far: three years of months, or as many quarters. */
const MONTHS = 36
const LOOKBACK = { monthly: MONTHS, quarterly: MONTHS / 3 }

/** The links of which a KPI is in a scorecard, each measured by persona up to a month. */
export async function reportLinks(
  db: Database,
  { body }: Entry<'scorecard'>,
  weights: WeightSet | undefined,
  asked: Asked,
): Promise<LinkReport[]> {
  const { library, month, zone } = asked
  const shown = new Set(weights?.kpis.map(({ kpi }) => kpi))
  const links = entriesOf(library, 'kpi-link').filter(
    ({ status, body: { first, follows } }) =>
      status === 'active' && (shown.has(follows) || shown.has(first ?? '')),
  )
  const kpis = new Set(
    links.flatMap(({ body: { first, follows } }) => [...(first === undefined ? [] : [first]), follows]),
  )
  const series = await seriesOf(db, kpis, { ...asked, periods: LOOKBACK })
  const personas = scopeOf(library, body, lastDayOf(month), zone).in.map(({ slug }) => slug)
  const months = Array.from({ length: MONTHS }, (_, back) =>
    month.with({ day: 1 }).subtract({ months: back }),
  )
  const reports: LinkReport[] = []
  for (const link of links) {
    const { first, training, follows } = link.body
    const ahead = training ? await trainingsByMonth(db, training, { months, zone }) : series.get(first ?? '')
    reports.push(measureLink(link, ahead, series.get(follows), personas))
  }
  return reports
}
