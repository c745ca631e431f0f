import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { periodId } from '#src/kpis/kpi-period.ts'
import type { KpiReport } from '#src/kpis/kpi-report.ts'
import { periodName } from '#src/runs/period.ts'
import type { KpiTelling } from './kpi-values.ts'
import { changeWords, valueWords } from './kpi-words.ts'
import { shortName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { counted } from './reading.ts'

/** All KPIs by perspective, or those of one persona. */
export function kpiList(library: Library): Block[] {
  const kpis = entriesOf(library, 'kpi').filter(({ status }) => status === 'active')
  if (kpis.length === 0)
    return [
      say(line(bold('No KPI is defined yet.'), ' A file in kpis/ defines one; the board decides on it.')),
    ]
  const groups = Map.groupBy(kpis, ({ body }) => body.perspective)
  return [
    say(
      line(bold(`${counted(kpis.length, 'KPI')}, each by persona`)),
      ...[...groups].flatMap(([perspective, some]) => [
        line(italic(perspective)),
        bullets(some.map(({ title, body }) => [bold(`${title}: `), body.question])),
      ]),
    ),
  ]
}

/** Several KPIs of one persona, a line each. */
export function kpisOf(persona: string, reports: KpiReport[], telling: KpiTelling): Block[] {
  const lines = reports.flatMap((report) => {
    const its = report.of.find((each) => each.persona === persona)
    const { title, body } = report.kpi
    if (!its) return []
    const period = body.frequency === 'quarterly' ? `, ${periodName(periodId(report.span))}` : ''
    const change =
      its.now && its.before ? `, ${changeWords(its.now, its.before, body, telling.currency)}` : ''
    const value = its.now ? valueWords(its.now.value, body, telling.currency) : 'insufficient data'
    const n = its.now ? `n ${plainNumber(its.n)}` : `n = ${plainNumber(its.n)}`
    return [[bold(`${title}${period}: `), `${value} (${n}${change})`] as Span[]]
  })
  const name = shortName(telling.library, persona)
  const month = reports.find(({ kpi }) => kpi.body.frequency === 'monthly')
  const when = month ? `, ${periodName(periodId(month.span))}` : ''
  return lines.length === 0
    ? [say(line(bold(`There is nothing to compute ${name}'s KPIs from${when}.`)))]
    : [say(line(bold(`${name} in numbers${when}`)), bullets(lines))]
}
