import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, code, line, type Span } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Filling } from '#src/kpis/filled-by.ts'
import type { KpiBody } from '#src/kpis/kpi.ts'
import { periodId } from '#src/kpis/kpi-period.ts'
import type { KpiOf, KpiReport } from '#src/kpis/kpi-report.ts'
import { dayName, periodName } from '#src/runs/period.ts'
import type { KpiTelling } from './kpi-values.ts'
import { windowWords } from './kpi-words.ts'
import { personName, shortName } from './names.ts'
import { money, plainNumber } from './numbers.ts'
import { inWords, lineSpans } from './reading.ts'

/** Why a KPI says what it says: definition, both sides of the line, window, method and where the columns come from. */
export function kpiWhy(
  report: KpiReport,
  filled: Filling[],
  { library, currency }: KpiTelling,
  only?: string,
): Block[] {
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
      ...listed('Ranges, each from the closed periods of that persona alone', rangeLines(of, body, library)),
      ...body.reasons.slice(0, 2).map((reason) => line(...lineSpans(reason))),
      line(lineageWords(body, library)),
      filled.length === 0 ? undefined : line(filledWords(filled, span.zone, library)),
      line(code(body.sql.replaceAll(/\s+/g, ' ').slice(0, 900))),
    ),
    small(`${kpi.title}, version ${kpi.version}${ruleWords(report)}`),
  ]
}

/** Who has the same window is told of together. */
function rangeLines(of: KpiOf[], body: KpiBody, library: Library): Span[][] {
  const windows = of.flatMap(({ persona, standing }) =>
    standing && 'range' in standing ? [{ persona, window: windowWords(standing.range, body) }] : [],
  )
  return [...Map.groupBy(windows, ({ window }) => window)].map(([window, same]) => [
    `${inWords(
      same.map(({ persona }) => shortName(library, persona)),
      8,
    )}: ${window}`,
  ])
}

/** An old period keeps the rule of its time. */
const ruleWords = ({ kpi, rule }: KpiReport): string =>
  rule && rule.version !== kpi.version
    ? `; ranges by the rule of version ${rule.version}, which held then`
    : ''

/** "Brought last by: account_months by Billing on 4 Nov 2026" */
function filledWords(filled: Filling[], zone: string, library: Library): string {
  const said = filled.map(({ table, from, at }) => {
    const name = library.entries.get(`source/${from}`)?.title ?? from
    return `${table} by ${name} on ${dayName(at.toZonedDateTimeISO(zone).toPlainDate())}`
  })
  return `Brought last: ${said.join(', ')}.`
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
    const seenBy = body.seenBy.includes('everybody') ? [] : [`seen by ${body.seenBy.join(', ')}`]
    const more = [...(source ? [`from ${source}`] : []), ...seenBy]
    return more.length === 0 ? title : `${title} (${more.join('; ')})`
  })
  return `It comes from: ${said.join(', ')}.`
}
