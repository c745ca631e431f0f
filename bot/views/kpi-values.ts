import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { periodId } from '#src/kpis/kpi-period.ts'
import type { KpiOf, KpiReport } from '#src/kpis/kpi-report.ts'
import type { Range } from '#src/kpis/range.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import type { Span as Period } from '#src/kpis/sql-text.ts'
import { targetAt } from '#src/kpis/targets-at.ts'
import { periodName } from '#src/runs/period.ts'
import { leftOutByDecision } from './decision.ts'
import { targetWords } from './kpi-aims.ts'
import { changeWords, standingWords, valueWords, windowWords } from './kpi-words.ts'
import { shortName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { changedBecause } from './tag-words.ts'

export type KpiTelling = { library: Library; currency: string }

/** A KPI of one period, persona by persona: the number, what changed, and whether that is usual for them. */
export function kpiValues(report: KpiReport, telling: KpiTelling, only?: string): Block[] {
  const { kpi, span, untagged, fault } = report
  const period = periodName(periodId(span))
  if (fault)
    return [
      say(line(bold(`${kpi.title} can't be computed: `), `${fault.found}; it expects ${fault.expected}.`)),
    ]
  const left = leftOut(report, telling, only)
  const of = report.of.filter(({ persona }) => only === undefined || persona === only)
  const nothing = `${kpi.title}, ${period}: there is nothing to compute it from.`
  if (of.length === 0) return [say(line(bold(nothing))), small(kpi.body.question), ...left]
  return [
    say(
      line(bold(`${kpi.title}, ${period}`), italic(` · ${kpi.body.question}`)),
      bullets(of.map((each) => spansOf(each, report, telling))),
      report.reconstructed
        ? line('The period was worked out from a snapshot; it is compared with no other.')
        : undefined,
    ),
    ...left,
    ...rangeLine(report, of),
    small(
      `${kpi.body.numerator} / ${kpi.body.denominator}; n counts ${kpi.body.counts}.`,
      report.live ? ' Persona as tagged today, as the board decided.' : '',
      untagged > 0 && only === undefined ? ` Untagged: ${plainNumber(untagged)}.` : '',
    ),
  ]
}

function spansOf(
  { persona, n, now, before, standing, restated }: KpiOf,
  { kpi, span }: KpiReport,
  telling: KpiTelling,
): Span[] {
  const { body } = kpi
  const target = targetAt(telling.library, { kpi: kpi.slug, persona }, span.until.subtract({ days: 1 }))?.body
  const aim = target ? `; ${targetWords(target, now?.value, body, telling.currency)}` : ''
  const name = bold(`${shortName(telling.library, persona)}: `)
  if (!now) return [name, `${noNumber(n)}${aim}`]
  const change = before ? `, ${changeWords(now, before, body, telling.currency)}` : ''
  return [
    name,
    `${valueWords(now.value, body, telling.currency)} (n ${plainNumber(n)}${change})`,
    standing ? `; ${standingWords(standing, now.value, body, telling.currency)}` : '',
    aim,
    restated
      ? `; restated, published as ${valueWords(restated.was, body, telling.currency)}: ${changedBecause(restated, telling.library)}`
      : '',
  ]
}

const noNumber = (n: number): string =>
  n < LEAST_N
    ? `insufficient data (n = ${plainNumber(n)})`
    : `no number: there is nothing to divide by (n ${plainNumber(n)})`

/** Whom the board left out, where they are asked about or everybody is. */
function leftOut({ excluded }: KpiReport, { library }: KpiTelling, only: string | undefined): Block[] {
  const some = excluded.filter(({ persona }) => only === undefined || persona === only)
  return some.length === 0 ? [] : [small(leftOutByDecision(some, library))]
}

/** Where the ranges come from, once: of a run outside it its window is older, and *Why?* says so. */
function rangeLine({ kpi, tooMuchHistory }: KpiReport, of: KpiOf[]): Block[] {
  if (tooMuchHistory) return [small('There is no range: its history takes too long to compute.')]
  const newest = rangesOf(of).toSorted((a, b) => b.to.localeCompare(a.to))[0]
  return newest ? [small(`Range: ${windowWords(newest, kpi.body)}, each persona's own.`)] : []
}

const rangesOf = (of: KpiOf[]): Range[] =>
  of.flatMap(({ standing }) => (standing && 'range' in standing ? [standing.range] : []))

/** A KPI counts closed periods alone: one that goes on would look worse than it is. */
export const notOver = (span: Period): Block =>
  say(
    line(
      bold(`${periodName(periodId(span))} isn't over yet.`),
      ' A KPI counts closed months and quarters alone.',
    ),
  )
