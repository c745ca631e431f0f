import type { Database } from '#src/db/connect.ts'
import { classificationAt, excludedFromScorecards } from '#src/decisions/effects.ts'
import type { Library } from '#src/knowledge/library.ts'
import { changedValues } from '#src/tags/published.ts'
import type { KpiReport } from './kpi-report.ts'
import { READABLE_KPIS, SLUGS } from './review.ts'
import type { Span } from './sql-text.ts'

/** As whom customers count in a period, and who is left out of it: what the board had decided by its last day. */
export function decidedFor(library: Library, { until }: Span): Pick<KpiReport, 'live' | 'excluded'> {
  const day = until.subtract({ days: 1 })
  const excluded = [...excludedFromScorecards(library, day)].map(([persona, { body }]) => ({
    ...{ persona, because: body.choice ?? '' },
  }))
  return { live: classificationAt(library, day) === 'live', excluded }
}

/** With what the board has read instead, of the KPIs that its review shows. */
export async function withPublished(db: Database, report: KpiReport): Promise<KpiReport> {
  const shown = READABLE_KPIS.find((each) => SLUGS[each] === report.kpi.slug)
  if (!shown || report.kpi.body.frequency !== 'monthly') return report
  const changed = await changedValues(db, { kpis: [shown], month: report.span.from.toString() })
  const of = report.of.map((each) => {
    const restated = changed.find(({ persona }) => persona === each.persona)
    return restated ? { ...each, restated } : each
  })
  return { ...report, of }
}
