import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { stateFor, type Validation } from '#src/validation/scorecard.ts'
import { DIMENSIONS, type Dimension } from '#src/validation/thresholds.ts'
import { pWords } from './experiment-words.ts'
import { shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { counted, inWords } from './reading.ts'
import type { ValidationTelling } from './validation.ts'
import { DIMENSION_NAMES, differenceWords, STATE_WORDS, WEAK_ACTIONS } from './validation-words.ts'

/** Whether one persona holds, dimension by dimension. */
export function validationOf(persona: string, validation: Validation, telling: ValidationTelling): Block[] {
  const name = shortName(telling.library, persona)
  const strong = DIMENSIONS.filter((each) => stateFor(validation, each, persona) === 'strong')
  return [
    say(
      line(
        bold(
          `Does ${name} hold? ${strong.length} of ${DIMENSIONS.length} dimensions ${strong.length === 1 ? 'is' : 'are'} strong.`,
        ),
      ),
      ...listed(
        '',
        DIMENSIONS.map((dimension): Span[] => {
          const state = stateFor(validation, dimension, persona)
          return [
            bold(`${DIMENSION_NAMES[dimension]}: ${STATE_WORDS[state]}.`),
            ` ${OF_ONE[dimension](persona, validation, telling)}`,
            state === 'weak' ? ` ${WEAK_ACTIONS[dimension]}` : '',
          ]
        }),
      ).slice(1),
    ),
  ]
}

const OF_ONE: Record<
  Dimension,
  (persona: string, validation: Validation, telling: ValidationTelling) => string
> = {
  differentiation(persona, { differentiation: { pairs } }, { library, currency }) {
    const own = pairs.filter(({ personas }) => personas.includes(persona))
    if (own.length === 0) return 'Fewer than 30 customers, or nobody to be compared with.'
    const other = (pair: [string, string]) => shortName(library, pair[0] === persona ? pair[1] : pair[0])
    const alike = own.filter(({ differences }) => differences.length === 0)
    const told = own.flatMap(({ personas, differences: [first] }) =>
      first ? [`${other(personas)} in ${differenceWords(first, currency)}`] : [],
    )
    return [
      ...(told.length > 0
        ? [
            `Differs from ${told.slice(0, 2).join('; from ')}${told.length > 2 ? `; from ${counted(told.length - 2, 'other')}, too` : ''}.`,
          ]
        : []),
      ...(alike.length > 0
        ? [`In nothing from ${inWords(alike.map(({ personas }) => other(personas)))}.`]
        : []),
    ].join(' ')
  },
  prediction(persona, { prediction }) {
    const own = prediction?.calibrated.find((each) => each.persona === persona)
    if (!own) return 'Fewer than 30 customers to try it on, or too short a history.'
    const said = `Foreseen to stay: ${percent(own.said)}; stayed: ${percent(own.seen)} (n ${plainNumber(own.n)}, likely ${roughly(own.low)} to ${roughly(own.high)}).`
    return own.stopped ? `${said} Everybody's rate fits better by now: draw it anew.` : said
  },
  identification(persona, { identification }) {
    const own = identification.personas.find((each) => each.persona === persona)
    if (!own) return 'Nobody was named after a call and confirmed since.'
    if (own.n < 30) return `Insufficient data (n = ${own.n}).`
    return `${roughly(own.hits / own.n)} named rightly within two calls (n ${plainNumber(own.n)}, likely ${roughly(own.interval.low)} to ${roughly(own.interval.high)}).`
  },
  content(persona, { content }) {
    const own = content.lifted.find((each) => each.persona === persona)
    if (!own) return 'No experiment with a generic variant has results.'
    const whole = (value: number) => `${Math.round(value * 100)}`.replace('-', '−')
    return `${own.experiment}: ${own.lift.lift > 0 ? '+' : ''}${whole(own.lift.lift)} % over generic (${whole(own.lift.low)} to ${whole(own.lift.high)} %).`
  },
}

/** How each number comes about, and each persona's calibration. */
export function validationWhy(
  { prediction, horizon, differentiation }: Validation,
  library: Library,
): Block[] {
  const calibrated = prediction?.calibrated ?? []
  return [
    say(
      line(bold('How it is computed.')),
      ...listed('', [
        [
          bold('Behaviour: '),
          `one value a customer over a year: churn, expansion, revenue, support, activity, tickets, each signal, KPIs that count customers or deals. Two proportions by χ², two means by Welch's test, ${plainNumber(differentiation.comparisons)} comparisons corrected together (Holm); a fifth of the greater number.`,
        ],
        [
          bold('Prediction: '),
          `${horizonWords(horizon)} The rate of each persona among half of the customers, tried on the other half. Base rate: what most do. ${qualityWords(prediction)}`,
        ],
        [
          bold('Identification: '),
          'the newest word after the first or second call, against what a colleague, the customer or the CRM said after it. Interval: Wilson. By persona, never by person.',
        ],
        [
          bold('Content: '),
          'the newest experiment of each persona against its generic variant, corrected after Holm.',
        ],
      ]).slice(1),
      ...listed(
        'Calibration, foreseen and seen',
        calibrated.map(({ persona, said, seen, n }) => [
          bold(shortName(library, persona)),
          `: ${percent(said)} and ${percent(seen)} (n ${plainNumber(n)})`,
        ]),
      ),
    ),
    small(
      'Strong: more than 20 % difference, 70 % foreseen, 80 % named rightly, 15 % lift; set in the source of this scorecard.',
    ),
  ]
}

function horizonWords(horizon: Validation['horizon']): string {
  if (!horizon) return 'Who still pays after some months.'
  const months = horizon.months === 1 ? 'a month' : `${horizon.months} months`
  return horizon.by === 'time'
    ? `Who still pays ${months} later, learned on the ${months} before.`
    : 'Who still pays at the end of the one month that was observed: customers are held back, not months.'
}

function qualityWords(prediction: Validation['prediction']): string {
  if (!prediction) return ''
  const { persona, base, full, p } = prediction
  const right = ({ right: hits, n }: { right: number; n: number }) => roughly(hits / n)
  const ranked =
    persona.ranked === undefined
      ? ''
      : ` It ranks ${Math.round(persona.ranked * 100)} of 100 pairs rightly (50 is a coin).`
  const more = full
    ? ` With tenure and revenue: right for ${right(full)}, Brier ${full.brier.toFixed(3)}.`
    : ''
  return `Right for ${right(persona)}, base rate ${right(base)} (n ${plainNumber(persona.n)}); Brier ${persona.brier.toFixed(3)} against ${base.brier.toFixed(3)}, ${pWords(p)}.${ranked}${more}`
}
