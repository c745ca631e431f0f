import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { FEATURES, type Outcome } from '#src/predictions/behaviour.ts'
import type { Forecast } from '#src/predictions/forecast.ts'
import type { HeldBack } from '#src/predictions/held-back.ts'
import { isSure, weightOf } from '#src/predictions/model.ts'
import type { Forecasts } from '#src/predictions/read-forecasts.ts'
import { monthName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent, plainNumber } from './numbers.ts'
import { gapsLine, gateList } from './prediction-gates.ts'
import { chanceWords } from './prediction-reasons.ts'
import type { PredictionTelling } from './predictions.ts'
import { inWords } from './reading.ts'

/** What each thing that is looked at is called. */
const NAMES: Record<(typeof FEATURES)[number]['name'], string> = {
  age: 'months as a customer',
  yearEnds: 'a year that ends',
  yearBegins: 'a year that has ended',
  mrr: 'MRR',
  grown: 'growth',
  shrunk: 'cuts',
  tickets: 'tickets',
  moreTickets: 'more tickets',
  usage: 'active days',
  moreUsage: 'change of active days',
  escalations: 'escalations',
  behavioural: 'signals of use',
  communication: 'signals of contact',
  support: 'signals of trouble',
  monetary: 'signals about money',
  nps: 'NPS',
  csat: 'CSAT',
}

/** Why a forecast says what it says: its gates, how it did on quarters held back, what it looks at and how it is made. */
export function predictionWhy(
  outcome: Outcome,
  forecasts: Forecasts,
  { library }: PredictionTelling,
): Block[] {
  const forecast = forecasts[outcome]
  const { tested } = forecast
  return [
    say(
      line(bold(outcome === 'churn' ? 'Why? Who may leave' : 'Why? Who may pay more')),
      gateList(forecast.gates),
      ...(tested ? [line(bold('Quarters held back: '), quality(tested)), bullets(binLines(tested))] : []),
      ...(tested
        ? [
            line(
              bold('By persona: '),
              personaWords(tested, (slug) => shortName(library, slug)),
            ),
          ]
        : []),
      line(...lookedAt(forecast)),
      line(italic(method(forecasts))),
    ),
    ...gapsLine(forecasts),
  ]
}

function quality({ brier, usualBrier, auc, usualAuc, gain }: HeldBack): string {
  const ordered = auc
    ? `AUC ${auc.auc.toFixed(2)} (95 %: ${auc.interval.low.toFixed(2)} to ${auc.interval.high.toFixed(2)}; persona alone ${usualAuc?.toFixed(2) ?? '–'})`
    : 'no AUC'
  const sure = `${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}`
  return `Brier score ${brier.toFixed(4)}, persona alone ${usualBrier.toFixed(4)} (better by ${gain.mean.toFixed(4)}, 95 %: ${sure}); ${ordered}.`
}

const binLines = ({ bins }: HeldBack): Span[][] =>
  bins.map(({ from, to, n, expected, came }) => [
    `rated ${chanceWords(from)} to ${chanceWords(to)} (n ${plainNumber(n)}): foreseen ${expected.toFixed(0)}, came ${came}`,
  ])

const personaWords = ({ personas }: HeldBack, name: (slug: string) => string): string =>
  `${personas
    .map(
      ({ persona, expected, came, poor }) =>
        `${name(persona)} ${expected.toFixed(0)} foreseen, ${came} came${poor ? ' (not used)' : ''}`,
    )
    .join(' · ')}.`

/** The weightiest first, and what is left out since it was not known all along. */
function lookedAt({ model }: Forecast): Span[] {
  if (!model) return ['Nothing is in use.']
  const { used } = model.scaling
  const named = used
    .map((feature, index) => ({
      sure: isSure(model, index),
      name: FEATURES[feature]?.name,
      weight: weightOf(model, index),
    }))
    .filter(({ sure }) => sure)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .flatMap(({ name, weight }) =>
      name ? [`${NAMES[name]} ${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`] : [],
    )
  const left = FEATURES.filter((_, feature) => !used.includes(feature)).map(({ name }) => NAMES[name])
  return [
    bold('It weighs: '),
    `the persona, ${named.join(', ')} (change of the logit a standard deviation).`,
    left.length > 0 ? ` Left out, as not known for all quarters: ${inWords(left, 12)}.` : '',
  ]
}

function method({ quarters, to, share }: Forecasts): string {
  const { learn, heldBack } = quarters
  const sampled =
    share < 1 ? ` Of the customers ${percent(share, 0)} were drawn, the same ones in every quarter.` : ''
  return `Ridge logistic regression on ${learn.length} quarters, tested on the ${heldBack.length} after them, then fitted to all, to say what follows ${monthName(to)}.${sampled}`
}

export const noMonthsToForesee = (): Block[] => [
  say(
    line(
      bold("I can't foresee anything: no account-months are here yet."),
      ' The operator imports them: see “Bring your customers” in the README.',
    ),
  ),
]

export const onlyMembersForesee = (): Block[] => [
  small('What is foreseen of customers is for members of the team alone.'),
]
