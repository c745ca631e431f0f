import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, code, line } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { KpiBody } from '#src/kpis/kpi.ts'
import { periodId } from '#src/kpis/kpi-period.ts'
import type { KpiReport } from '#src/kpis/kpi-report.ts'
import { periodName } from '#src/runs/period.ts'
import type { KpiTelling } from './kpi-values.ts'
import { windowWords } from './kpi-words.ts'
import { personName, shortName } from './names.ts'
import { money, plainNumber } from './numbers.ts'
import { lineSpans } from './reading.ts'

/** Why a KPI says what it says: definition, both sides of the line, window, method and where the columns come from. */
export function kpiWhy(report: KpiReport, { library, currency }: KpiTelling, only?: string): Block[] {
  const { kpi, span } = report
  const { body } = kpi
  const owner = personName(library, kpi.owner)
  const of = report.of.filter(({ persona }) => only === undefined || persona === only)
  const sides = of.flatMap(({ persona, n, now }) => {
    const plain = (value: number) => (body.unit === 'money' ? money(value, currency) : plainNumber(value))
    return now
      ? [
          [
            `${shortName(library, persona)}: ${plain(now.numerator)} / ${plainNumber(now.denominator)}, n ${plainNumber(n)}`,
          ],
        ]
      : []
  })
  const ranges = of.flatMap(({ persona, standing }) =>
    standing && 'range' in standing
      ? [`${shortName(library, persona)}: ${windowWords(standing.range, body)}`]
      : [],
  )
  return [
    say(
      line(
        bold(`${kpi.title}, ${periodName(periodId(span))}`),
        ` = ${body.numerator}, divided by ${body.denominator}.`,
      ),
      ...(sides.length > 0 ? [bullets(sides)] : []),
      line(
        `From ${span.from} to ${span.until.subtract({ days: 1 })}, ${span.zone}. `,
        owner === undefined ? '' : `${owner} can move it.`,
      ),
      ...listed(
        'Its range, from its own closed periods alone',
        ranges.map((each) => [each]),
      ),
      ...body.reasons.slice(0, 2).map((reason) => line(...lineSpans(reason))),
      line(lineageWords(body, library)),
      line(code(body.sql.replaceAll(/\s+/g, ' ').slice(0, 900))),
    ),
    small(`${kpi.title}, version ${kpi.version}`),
  ]
}

/** The fields of the data dictionary whose table and column the SELECT names. */
function lineageWords({ sql }: KpiBody, library: Library): string {
  const words = new Set(sql.toLowerCase().match(/[a-z_]+/g))
  const fields = entriesOf(library, 'field').filter(({ body }) => {
    const [table = '', column = ''] = body.field.split('.')
    return words.has(table) && words.has(column)
  })
  if (fields.length === 0) return 'Its columns are not in the data dictionary yet.'
  const said = fields.map(({ title, body }) => {
    const source = body.truth && (library.entries.get(`source/${body.truth}`)?.title ?? body.truth)
    return source ? `${title} (from ${source})` : title
  })
  return `It comes from: ${said.join(', ')}.`
}
