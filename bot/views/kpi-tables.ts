import { type Block, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { JudgedKpi, Measured, PersonaMonth, Ratio, ReadableKpi, Review } from '#src/kpis/review.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { readButtons } from './how-to-read.ts'
import { aimWords, type Targets } from './kpi-aims.ts'
import { decidedLines } from './kpi-decided.ts'
import { usualWords } from './kpi-standing.ts'
import { personName, shortName } from './names.ts'
import { against, money, moneyChange, percent, plainNumber, points } from './numbers.ts'
import type { Post, Telling } from './telling.ts'

/** A table of so many rows stays below Slack's limit for a message, whatever is in its cells. */
const ROWS_PER_TABLE = 24
/** With the buttons under each, more would not fit into a message. */
const PERSONAS_PER_PART = 3

const COLUMNS = [
  'Persona',
  'n',
  'Retention',
  'Change',
  'Churn',
  'Gross revenue',
  'Net revenue',
  'Expansion',
  'Support each',
  'Change',
]

/** All numbers of the month, one row a persona. */
export function kpiTables(review: Review, telling: Telling): Post[] {
  const name = monthName(Temporal.PlainDate.from(review.month))
  return chunks(review.personas, ROWS_PER_TABLE).map((some, index, parts) => ({
    name: `table-${index + 1}`,
    inThread: true,
    message: message([
      say(line(bold(`All numbers, ${name}${index > 0 ? ', continued' : ''}`))),
      tableOf([COLUMNS, ...some.map((each) => rowOf(each, telling))]),
      ...(index + 1 === parts.length ? decidedLines(review, telling.library).map((each) => small(each)) : []),
    ]),
  }))
}

function tableOf(rows: string[][]): Block {
  return {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text' as const, text }))),
    column_settings: COLUMNS.map((_, column) => ({
      align: column === 0 ? ('left' as const) : ('right' as const),
    })),
  }
}

function rowOf({ persona, n, now, before }: PersonaMonth, { library, currency }: Telling): string[] {
  const name = shortName(library, persona)
  if (!now) return [name, plainNumber(n), 'insufficient data', ...COLUMNS.slice(3).map(() => '–')]
  const share = (ratio: Ratio | undefined) => (ratio ? percent(ratio.value) : '–')
  const cost = now.supportCost?.value
  const costBefore = before?.supportCost?.value
  return [
    name,
    plainNumber(n),
    share(now.retention),
    before ? points(now.retention.value, before.retention.value) : '–',
    share(now.churn),
    share(now.grossRetention),
    share(now.netRetention),
    share(now.expansion),
    cost === undefined ? '–' : money(cost, currency),
    cost === undefined || costBefore === undefined ? '–' : moneyChange(cost, costBefore, currency),
  ]
}

/** A part per persona: each number with what it was divided by and what it was the month before. */
export function kpiDetails({ personas, month, targets = [] }: Review, telling: Telling): Post[] {
  const before = Temporal.PlainDate.from(month).subtract({ months: 1 })
  return chunks(personas, PERSONAS_PER_PART).map((some, index) => ({
    name: `personas-${index + 1}`,
    inThread: true,
    message: message(
      some.flatMap((each) => {
        const its = targets.filter(({ persona }) => persona === each.persona)
        return [detail(each, its, shortMonth(before), telling), ...readButtons(telling.run, each)]
      }),
    ),
  }))
}

function detail(all: PersonaMonth, targets: Targets, month: string, telling: Telling): Block {
  const { persona, n, now, before } = all
  const { library, currency } = telling
  const entry = library.entries.get(`persona/${persona}`)
  const owner = personName(library, entry?.owner)
  const heading: Span[] = [bold(entry?.title ?? persona), owner ? `, owned by ${owner}` : '']
  const aim = (kpi: ReadableKpi): string => aimWords(targets, kpi, now, currency)
  const usual = (kpi: JudgedKpi): string => usualWords(all, kpi, currency) + aim(kpi)
  if (!now) return say(line(...heading, `. Insufficient data (n = ${n}).`))
  return say(
    line(...heading, '.'),
    bullets([
      [...shareLine('Retention', 'retention', now, before, month, 'customers'), usual('retention')],
      [...shareLine('Churn', 'churn', now, before, month, 'customers'), aim('churn')],
      ...revenueLines(now, before, month, currency, {
        grossRetention: aim('grossRetention'),
        netRetention: aim('netRetention'),
        expansion: usual('expansion'),
      }),
      ...supportLine(now, before, month, currency).map((spans) => [...spans, usual('supportCost')]),
    ]),
  )
}

function shareLine(
  label: string,
  key: 'retention' | 'churn',
  now: Measured,
  before: Measured | undefined,
  month: string,
  of: string,
): Span[] {
  const { value, numerator, denominator } = now[key]
  const change = before ? `, ${against(points(value, before[key].value), month)}` : ''
  return [
    `${label} ${percent(value)}: ${plainNumber(numerator)} of ${plainNumber(denominator)} ${of}${change}`,
  ]
}

const REVENUE = [
  ['Gross revenue retention', 'grossRetention'],
  ['Net revenue retention', 'netRetention'],
  ['Expansion', 'expansion'],
] as const

function revenueLines(
  now: Measured,
  before: Measured | undefined,
  month: string,
  currency: string,
  after: Record<(typeof REVENUE)[number][1], string>,
): Span[][] {
  return REVENUE.flatMap(([label, key]) => {
    const ratio = now[key]
    const earlier = before?.[key]
    if (!ratio) return []
    const of = `${money(ratio.numerator, currency)} of ${money(ratio.denominator, currency)} MRR`
    const change = earlier ? `, ${against(points(ratio.value, earlier.value), month)}` : ''
    return [[`${label} ${percent(ratio.value)}: ${of}${change}${after[key]}`]]
  })
}

function supportLine(now: Measured, before: Measured | undefined, month: string, currency: string): Span[][] {
  const cost = now.supportCost
  if (!cost) return []
  const earlier = before?.supportCost
  const change = earlier ? `, ${against(moneyChange(cost.value, earlier.value, currency), month)}` : ''
  const of = `${money(cost.numerator, currency)} over ${plainNumber(cost.denominator)} customers`
  return [[`Support ${money(cost.value, currency)} a customer: ${of}${change}`]]
}

const chunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
