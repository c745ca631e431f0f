import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import type { KpiBody } from '#src/kpis/kpi.ts'
import { periodId } from '#src/kpis/kpi-period.ts'
import type { KpiOf, KpiReport, KpiValue } from '#src/kpis/kpi-report.ts'
import { LEAST_HISTORY } from '#src/kpis/range.ts'
import type { Standing } from '#src/kpis/standing.ts'
import { periodName } from '#src/runs/period.ts'
import { ordinal } from './kpi-standing.ts'
import { personName, shortName } from './names.ts'
import { money, moneyChange, percent, plainNumber, points } from './numbers.ts'
import { counted, lineSpans } from './reading.ts'

export type KpiTelling = { library: Library; currency: string }

/** A KPI of one period, persona by persona: the number, what changed, and whether that is usual for them. */
export function kpiValues(report: KpiReport, telling: KpiTelling, only?: string): Block[] {
  const { kpi, span, untagged, fault } = report
  const period = periodName(periodId(span))
  if (fault)
    return [
      say(line(bold(`${kpi.title} can't be computed: `), `${fault.found}; it expects ${fault.expected}.`)),
    ]
  const of = report.of.filter(({ persona }) => only === undefined || persona === only)
  const nothing = `${kpi.title}, ${period}: there is nothing to compute it from.`
  if (of.length === 0) return [say(line(bold(nothing))), small(kpi.body.question)]
  return [
    say(
      line(bold(`${kpi.title}, ${period}`), italic(` · ${kpi.body.question}`)),
      bullets(of.map((each) => spansOf(each, kpi.body, telling))),
      report.reconstructed
        ? line('The period was worked out from a snapshot; it is compared with no other.')
        : undefined,
    ),
    small(
      `${kpi.body.numerator} / ${kpi.body.denominator}; n counts ${kpi.body.counts}.`,
      untagged > 0 && only === undefined ? ` Untagged: ${plainNumber(untagged)}.` : '',
    ),
  ]
}

function spansOf({ persona, n, now, before, standing }: KpiOf, body: KpiBody, telling: KpiTelling): Span[] {
  const name = bold(`${shortName(telling.library, persona)}: `)
  if (!now) return [name, `insufficient data (n = ${plainNumber(n)})`]
  const change = before ? `, ${changeWords(now, before, body, telling.currency)}` : ''
  return [
    name,
    `${valueWords(now.value, body, telling.currency)} (n ${plainNumber(n)}${change})`,
    standing ? `; ${standingWords(standing, body, telling.currency)}` : '',
  ]
}

/** "94.1 %", "€41", "12.4 days" */
export function valueWords(value: number, { unit }: Pick<KpiBody, 'unit'>, currency: string): string {
  if (unit === 'share') return percent(value)
  if (unit === 'money') return money(value, currency)
  if (unit === 'points') return `${value > 0 ? '+' : ''}${value.toFixed(0)}`
  const digits = Math.abs(value) < 100 ? 1 : 0
  return unit === 'days' || unit === 'hours' ? `${value.toFixed(digits)} ${unit}` : value.toFixed(digits)
}

function changeWords(now: KpiValue, before: KpiValue, body: KpiBody, currency: string): string {
  if (body.unit === 'share') return points(now.value, before.value)
  if (body.unit === 'money') return moneyChange(now.value, before.value, currency)
  const change = now.value - before.value
  if (Math.abs(change) < 0.05) return 'unchanged'
  return `${change < 0 ? '▼' : '▲'} ${Math.abs(change).toFixed(1)}`
}

function standingWords(standing: Standing, body: KpiBody, currency: string): string {
  if (standing.state === 'no history')
    return `no range of its own yet (${standing.months} of ${LEAST_HISTORY} periods)`
  const { low, high, from, to, months } = standing.range
  const range = `${valueWords(low, body, currency)} to ${valueWords(high, body, currency)}`
  const window = `${counted(months, 'period')} from ${monthOf(from)} to ${monthOf(to)}`
  if (standing.state === 'within') return `usual: ${range}, ${window}`
  if (standing.state !== 'breached') return `better than usual: ${range}, ${window}`
  const gaps = standing.gaps.length === 0 ? '' : `, ${standing.gaps.map(monthOf).join(' and ')} not counted`
  return `outside its own range, ${ordinal(standing.run)} time${gaps}: ${range}, ${window}`
}

const monthOf = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en', { month: 'short', year: 'numeric', calendar: 'gregory' })

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
  const method = of.flatMap(({ standing }) =>
    standing && 'range' in standing ? [standing.range.method] : [],
  )[0]
  return [
    say(
      line(
        bold(`${kpi.title}, ${periodName(periodId(span))}`),
        ` = ${body.numerator}, divided by ${body.denominator}.`,
      ),
      ...(sides.length > 0 ? [bullets(sides)] : []),
      line(
        `From ${span.from} to ${span.until.subtract({ days: 1 })}, ${span.zone}. `,
        method === undefined ? '' : `The range is ${method} of its own periods. `,
        owner === undefined ? '' : `${owner} can move it.`,
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
