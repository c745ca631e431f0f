import { bold, line, type Span } from '#bot/slack/text.ts'
import { LEAST_HISTORY, type Range } from '#src/kpis/range.ts'
import { JUDGED_KPIS, type JudgedKpi, type PersonaMonth, type Review } from '#src/kpis/review.ts'
import { type Breach, isEscalated } from '#src/kpis/standing.ts'
import { isThere } from '#src/members/member.ts'
import { shortName } from './names.ts'
import { money, percent, plainNumber } from './numbers.ts'
import { inWords } from './reading.ts'
import type { Telling } from './telling.ts'

export const KPI_NAMES: Record<JudgedKpi, string> = {
  retention: 'retention',
  expansion: 'expansion',
  supportCost: 'support cost',
}

/** A KPI of a persona that is outside its own range. */
export type Breached = { persona: PersonaMonth; kpi: JudgedKpi; breach: Breach }

/** All of them, the longest first. */
export const breachedIn = ({ personas }: Review): Breached[] =>
  personas
    .flatMap((persona) =>
      JUDGED_KPIS.flatMap((kpi) => {
        const its = persona.standings[kpi]
        return its?.state === 'breached' ? [{ persona, kpi, breach: its }] : []
      }),
    )
    .toSorted((a, b) => b.breach.run - a.breach.run)

/** "October 2026 by persona: Carla needs a look, 2nd month. Retention 94.1 % (n 398), below its own range of …" */
export function breachHeadline(month: string, worst: Breached, telling: Telling) {
  const name = shortName(telling.library, worst.persona.persona)
  const run = worst.breach.run > 1 ? `, ${ordinal(worst.breach.run)} month` : ''
  return line(bold(`${month}${name} needs a look${run}.`), ` ${sentence(worst, telling)}`)
}

const MOST_BREACHES = 4

/** What else is outside its range, and what has been so for so long that it is escalated. */
export function breachLines([worst, ...others]: Breached[], telling: Telling) {
  const said = others.slice(0, MOST_BREACHES).map((each) => {
    const run = each.breach.run > 1 ? ` ${ordinal(each.breach.run)} month.` : ''
    return line(
      `${shortName(telling.library, each.persona.persona)}: ${lower(sentence(each, telling))}${run}`,
    )
  })
  const more = others.length - said.length
  const rest = more > 0 ? [line(`… and ${more} more outside their range, in the thread.`)] : []
  return [...said, ...rest, ...escalations(worst ? [worst, ...others] : [], telling)]
}

function escalations(all: Breached[], { library }: Telling) {
  const long = all.filter(({ breach }) => isEscalated(breach))
  if (long.length === 0) return []
  const what = long.map(
    ({ persona, kpi, breach }) =>
      `${shortName(library, persona.persona)}'s ${KPI_NAMES[kpi]} since ${monthOf(breach.since)}${gapsOf(breach)}`,
  )
  const owners = [...library.members.values()].filter(
    (member) => isThere(member) && member.roles.includes('kpi-owner'),
  )
  const who =
    owners.length === 0
      ? 'Nobody owns the KPIs yet.'
      : `${inWords(owners.map(({ name }) => name))} ${owners.length === 1 ? 'answers' : 'answer'} for it.`
  return [line(bold('Escalated: '), `${inWords(what)}. `, who)]
}

const gapsOf = ({ gaps }: Breach): string =>
  gaps.length === 0
    ? ''
    : ` (${inWords(gaps.map(monthOf))} ${gaps.length === 1 ? 'has' : 'have'} no number and ${gaps.length === 1 ? 'does' : 'do'} not count)`

/** "Retention 94.1 % (n 398), below its own range of 94.6–96.0 %." */
function sentence({ persona: { n, now }, kpi, breach }: Breached, { currency }: Telling): string {
  const value = now?.[kpi]?.value ?? 0
  const side = value < breach.range.low ? 'below' : 'above'
  const what = KPI_NAMES[kpi]
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} ${amount(kpi, value, currency)} (n ${plainNumber(n)}), ${side} its own range of ${rangeWords(kpi, breach.range, currency)}.`
}

const amount = (kpi: JudgedKpi, value: number, currency: string): string =>
  kpi === 'supportCost' ? `${money(value, currency)} a customer` : percent(value)

/** "94.6–96.0 %", "€16–€20" */
const rangeWords = (kpi: JudgedKpi, { low, high }: Range, currency: string): string =>
  kpi === 'supportCost'
    ? `${money(low, currency)}–${money(high, currency)}`
    : `${(low * 100).toFixed(1)}–${percent(high)}`

/** Behind a number in the thread: what is usual, from which months, by which method. */
export function usualWords({ standings }: PersonaMonth, kpi: JudgedKpi, currency: string): string {
  const its = standings[kpi]
  if (!its) return ''
  if (its.state === 'no history')
    return kpi === 'retention' ? `; no range of its own yet (${its.months} of ${LEAST_HISTORY} months)` : ''
  const { from, to } = its.range
  const state = { within: 'within', better: 'better than', breached: 'outside' }[its.state]
  return `; ${state} its range of ${monthOf(from)} to ${monthOf(to)}, ${rangeWords(kpi, its.range, currency)}`
}

/** Who is where they usually are, and who is too new to say. */
export function withinLine({ personas }: Review, { library }: Telling) {
  const judged = personas.filter(({ standings }) => Object.keys(standings).length > 0)
  const young = judged.filter(({ standings }) => standings.retention?.state === 'no history')
  const calm = judged.filter(
    (each) => !young.includes(each) && JUDGED_KPIS.every((kpi) => each.standings[kpi]?.state !== 'breached'),
  )
  const names = (some: PersonaMonth[]) => inWords(some.map(({ persona }) => shortName(library, persona)))
  const spans: Span[] = []
  if (calm.length === 1) spans.push(`${names(calm)} is within its own range. `)
  if (calm.length > 1) spans.push(`${names(calm)} are within their own ranges. `)
  if (young.length > 0 && young.length < judged.length)
    spans.push(`Too little history for a range: ${names(young)}.`)
  return spans.length === 0 ? undefined : line(...spans)
}

/** "Jul 2025" */
const monthOf = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en', { month: 'short', year: 'numeric', calendar: 'gregory' })

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** "2nd", "3rd", "11th" */
const PLURALS = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
export const ordinal = (count: number): string => `${count}${SUFFIXES[PLURALS.select(count)] ?? 'th'}`
