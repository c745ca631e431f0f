import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import { MONTHS_AHEAD, type MoneyForecast } from '#src/predictions/money-forecast.ts'
import type { MoneyForecasts } from '#src/predictions/read-money.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { largeMoney, percent, plainNumber } from './numbers.ts'
import { gateList } from './prediction-gates.ts'
import type { PredictionTelling } from './predictions.ts'
import { inWords } from './reading.ts'

/** What today's customers bring in the months to come, by persona, and by how much that missed before. */
export function moneyPrediction(
  { to, gates, personas, uncounted }: MoneyForecasts,
  telling: PredictionTelling,
  only?: string,
): Block[] {
  const shown = personas.filter(({ persona }) => only === undefined || persona === only)
  const until = shortMonth(to.add({ months: MONTHS_AHEAD }))
  if (gates.some(({ passed }) => !passed))
    return [say(line(bold("I can't say what customers will bring yet, so I don't.")), gateList(gates))]
  const known = shown.filter(({ poor }) => !poor)
  if (known.length === 0)
    return [
      say(
        line(
          bold('Nothing can be foreseen: '),
          'of no persona it is known how long customers stay, and checked twice.',
        ),
        ...(shown.length > 0 ? [bullets(shown.map((each) => moneySpans(each, telling)))] : []),
      ),
    ]
  const unknown = uncounted.filter((persona) => only === undefined || persona === only)
  const left = [...shown.filter(({ poor }) => poor).map(({ persona }) => persona), ...unknown].map(
    (persona) => shortName(telling.library, persona),
  )
  const without = left.length === 0 ? '' : `; ${inWords(left)} not counted`
  const all = known.reduce((sum, { value }) => sum + value, 0)
  return [
    say(
      line(
        bold(`Today's customers bring about ${largeMoney(all, telling.currency)} by the end of ${until}`),
        `, if they stay as long as others did${without}.`,
      ),
      bullets([
        ...shown.map((each) => moneySpans(each, telling)),
        ...unknown.map((persona) => [
          bold(`${shortName(telling.library, persona)}: `),
          'not foreseen: nobody knows yet how long they stay',
        ]),
      ]),
    ),
    small(
      `What they pay now × the share of their age that stays × margin − support, ${MONTHS_AHEAD} months from the end of ${monthName(to)}; without new customers and growth. In brackets: by how much the same forecast missed half a year and a year ago; beyond 20 % nothing is said.`,
    ),
  ]
}

function moneySpans(
  { persona, n, value, backtests, poor }: MoneyForecast,
  { library, currency }: PredictionTelling,
): Span[] {
  const name = bold(`${shortName(library, persona)}: `)
  const missed = backtests.map(({ off }) => signed(off)).join(' and ')
  if (poor)
    return [
      name,
      backtests.length < 2
        ? 'not foreseen: too few had left a year ago to check it'
        : `not foreseen: it missed by ${missed}`,
    ]
  return [name, `${largeMoney(value, currency)} from ${plainNumber(n)} customers (${missed})`]
}

const signed = (off: number): string =>
  Math.abs(off) < 0.005 ? '0 %' : `${off < 0 ? '−' : '+'}${percent(Math.abs(off), 0)}`
