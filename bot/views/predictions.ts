import { type Block, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Outcome } from '#src/predictions/behaviour.ts'
import type { Overview, RatedAccount } from '#src/predictions/overview.ts'
import { HORIZON } from '#src/predictions/quarters.ts'
import type { Expected } from '#src/predictions/rate.ts'
import type { Forecasts } from '#src/predictions/read-forecasts.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { money, percent, plainNumber } from './numbers.ts'
import { gapsLine, missing, nothingForeseen } from './prediction-gates.ts'
import { chanceWords, reasonWords } from './prediction-reasons.ts'
import { counted } from './reading.ts'

export type PredictionTelling = { library: Library; currency: string }

/** Until which month it is foreseen: "January". */
export const untilMonth = ({ to }: Pick<Forecasts, 'to'>): string => shortMonth(to.add({ months: HORIZON }))

const VERB: Record<Outcome, [may: string, did: string, of: string]> = {
  churn: ['may leave', 'left', 'Whom to look at first'],
  expansion: ['may pay more', 'paid more', 'Whom to talk to first'],
}

/** How many customers may leave, or pay more, by persona, and whom to look at first. */
export function predictionOverview(
  overview: Overview,
  asked: { outcome: Outcome; persona: string | undefined },
  telling: PredictionTelling,
): Block[] {
  const { forecasts } = overview
  const { outcome, persona } = asked
  const forecast = forecasts[outcome]
  const shown = overview.personas.filter((each) => persona === undefined || each.persona === persona)
  const sums = shown.flatMap((each) => each[outcome] ?? [])
  if (!forecast.model)
    return [...nothingForeseen(outcome, { ...forecast, to: forecasts.to }), ...gapsLine(forecasts)]
  if (sums.length === 0) return [say(line(bold(nobodyOf(persona, forecast.unreliable, telling))))]
  const [may, , first] = VERB[outcome]
  const accounts = overview.mine.length > 0 ? overview.mine : overview.top
  const whose = overview.mine.length > 0 ? ', of yours' : ''
  const who = persona === undefined ? 'customer' : `customer like ${shortName(telling.library, persona)}`
  const headline = `${about(together(sums), who)} ${may} by the end of ${untilMonth(forecasts)}`
  return [
    say(
      line(bold(headline), ` (${between(together(sums))}).`),
      persona === undefined
        ? bullets(shown.map((each) => personaSpans(each.persona, each[outcome], telling)))
        : undefined,
      line(bold(`${first}${whose}:`)),
      bullets(
        accounts.map((each) => accountSpans(each, telling)),
        'ordered',
      ),
    ),
    ...other(overview, outcome),
    howSure(forecasts, outcome),
    ...gapsLine(forecasts),
  ]
}

const together = (sums: Expected[]): Expected => {
  const add = (of: (each: Expected) => number) => sums.reduce((sum, each) => sum + of(each), 0)
  const expected = add((each) => each.expected)
  // Chances of one and the other vary apart from each other.
  const far = Math.sqrt(add(({ high, expected: mean }) => (high - mean) ** 2))
  return { n: add(({ n }) => n), expected, low: Math.max(0, expected - far), high: expected + far }
}

const about = ({ expected }: Expected, who: string): string => {
  if (expected < 1) return `Hardly any ${who}`
  return `About ${counted(Math.round(expected), who, who.replace('customer', 'customers'))}`
}

const between = ({ low, high, n }: Expected): string =>
  `${plainNumber(Math.floor(low))} to ${plainNumber(Math.ceil(high))} of ${plainNumber(n)}`

function personaSpans(persona: string, its: Expected | undefined, { library }: PredictionTelling): Span[] {
  const name = bold(`${shortName(library, persona)}: `)
  if (!its) return [name, 'not foreseen, since it was wrong about them before']
  return [name, `${percent(its.expected / its.n)} on average, ${between(its)}`]
}

function accountSpans(each: RatedAccount, { library, currency }: PredictionTelling): Span[] {
  const reasons = each.reasons.filter(({ raises }) => raises).slice(0, 2)
  const why =
    reasons.length > 0 ? `: ${reasons.map((reason) => reasonWords(reason, currency)).join(', ')}` : ''
  return [
    bold(`${clip(each.name, 60)} ${chanceWords(each.chance)}`),
    ` (${shortName(library, each.persona)}, ${money(each.mrr, currency)} a month)${why}`,
  ]
}

const nobodyOf = (
  persona: string | undefined,
  unreliable: string[],
  { library }: PredictionTelling,
): string => {
  if (persona === undefined) return 'Nobody who pays is tagged with a persona.'
  const name = shortName(library, persona)
  return unreliable.includes(persona)
    ? `Of ${name} I foresee nothing: on quarters held back I was wrong about them.`
    : `No customer who pays is ${name}.`
}

/** What is said of the other outcome, in a sentence. */
function other({ forecasts }: Overview, outcome: Outcome): Block[] {
  const expansion = forecasts.expansion
  if (outcome === 'expansion' || expansion.model) return []
  return [small(`Who may pay more I can't say: ${lower(missing('expansion', expansion.gates))}`)]
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** How it did on quarters that it had not seen. */
function howSure(forecasts: Forecasts, outcome: Outcome): Block {
  const { tested } = forecasts[outcome]
  const [, did] = VERB[outcome]
  const held = tested
    ? ` On two quarters held back it foresaw ${Math.round(tested.expected)}, and ${tested.came} ${did}.`
    : ''
  const sampled =
    forecasts.share < 1
      ? ` Learned from ${percent(forecasts.share, 0)} of the customers, drawn at random.`
      : ''
  return small(
    `Chances, not verdicts; reasons say what goes with it, not what causes it.${held}${sampled} Known until the end of ${monthName(forecasts.to)}.`,
  )
}
