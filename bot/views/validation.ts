import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { monthName } from '#src/runs/period.ts'
import { stateOf, type Validation } from '#src/validation/scorecard.ts'
import { ALPHA, DIMENSIONS, type Dimension } from '#src/validation/thresholds.ts'
import { pWords } from './experiment-words.ts'
import { shortName } from './names.ts'
import { plainNumber, roughly } from './numbers.ts'
import { counted, inWords } from './reading.ts'
import { DIMENSION_NAMES, differenceWords, STATE_WORDS, WEAK_ACTIONS } from './validation-words.ts'

export type ValidationTelling = { library: Library; currency: string }

/** Whether personas hold: four dimensions, each strong, weak or not known yet, and what follows from it. */
export function validationCard(validation: Validation, telling: ValidationTelling): Block[] {
  return [
    say(
      headline(validation),
      bullets(
        DIMENSIONS.map((dimension) => {
          const state = stateOf(validation, dimension)
          return [
            bold(`${DIMENSION_NAMES[dimension]}: ${STATE_WORDS[state]}.`),
            ` ${DETAILS[dimension](validation, telling)}`,
            ...(state === 'weak' ? [` ${WEAK_ACTIONS[dimension]}`] : []),
          ] satisfies Span[]
        }),
      ),
      ...stoppedLine(validation, telling),
    ),
    ...windowLine(validation),
  ]
}

function headline(validation: Validation) {
  if (validation.fiction)
    return line(
      bold('Fiction with data: no two personas differ in anything that is measured.'),
      ' Numbers are told by persona, and mean nothing as long as that is so.',
    )
  const count = (state: string) => DIMENSIONS.filter((each) => stateOf(validation, each) === state).length
  const [strong, weak, unknown] = [count('strong'), count('weak'), count('unknown')]
  const rest = [
    ...(weak > 0 ? [`${weak} weak`] : []),
    ...(unknown > 0 ? [`${unknown} not known yet`] : []),
  ].join(', ')
  return line(
    bold(
      `Do the personas hold? ${strong} of ${DIMENSIONS.length} dimensions are strong${rest === '' ? '' : `, ${rest}`}.`,
    ),
  )
}

const DETAILS: Record<Dimension, (validation: Validation, telling: ValidationTelling) => string> = {
  differentiation({ differentiation: { pairs, personas }, window }, { library, currency }) {
    if (!window) return 'There are no account-months yet.'
    if (pairs.length === 0)
      return `Two personas with 30 customers each are needed; there ${personas.length === 1 ? 'is one' : 'are none'}.`
    const alike = pairs.filter(({ differences }) => differences.length === 0)
    const names = alike.map((pair) => pair.personas.map((slug) => shortName(library, slug)).join(' and '))
    const apart = `${pairs.length - alike.length} of ${counted(pairs.length, 'pair')} of personas differ by more than 20 %, beyond chance`
    const [most] = pairs
      .flatMap(({ differences }) => differences)
      .toSorted((a, b) => Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0))
    const example = most
      ? `; most ${shortName(library, most.a.persona)} and ${shortName(library, most.b.persona)} in ${differenceWords(most, currency)}`
      : ''
    return `${apart}${example}.${alike.length > 0 ? ` In nothing: ${inWords(names, 4)}.` : ''}`
  },
  prediction({ prediction, horizon, observed }) {
    if (!horizon)
      return `It takes seven months of history; there ${observed === 1 ? 'is one' : `are ${observed}`}.`
    if (!prediction) return 'There are too few customers to try it on: it takes 100, of whom ten left.'
    const { persona, baseRight, skill, p } = prediction
    const months = horizon.months === 1 ? 'the month' : `${horizon.months} months`
    const closer =
      p < ALPHA && skill > 0 ? 'the persona comes closer' : 'the persona comes no closer than that'
    return `Who stays ${months}: right for ${roughly(persona.right / persona.n)} of ${counted(persona.n, 'customer')} held back. The base rate is right for ${roughly(baseRight / persona.n)}; ${closer} (${pWords(p)}).`
  },
  identification({ identification: { of, interval, waiting } }) {
    const waits = waiting > 0 ? ` ${counted(waiting, 'account waits', 'accounts wait')} to be confirmed.` : ''
    if (of.n < 30 || !interval)
      return `It takes 30 accounts that somebody named after a call and that were confirmed since; there are ${of.n}.${waits}`
    return `Within the first two calls ${roughly(of.hits / of.n)} were named rightly (n ${plainNumber(of.n)}, likely ${roughly(interval.low)} to ${roughly(interval.high)}).${waits}`
  },
  content({ content: { lifted, measured, withoutGeneric } }, { library }) {
    if (lifted.length === 0) {
      if (measured === 0) return 'No experiment has results yet.'
      return withoutGeneric > 0
        ? 'No experiment with results has a generic variant to be held against.'
        : 'No experiment has enough results yet: 30 for each variant.'
    }
    const said = lifted.map(({ persona, lift }) => {
      const whole = (value: number) => `${Math.round(value * 100)}`.replace('-', '−')
      return `${shortName(library, persona)} ${lift.lift > 0 ? '+' : ''}${whole(lift.lift)} % (${whole(lift.low)} to ${whole(lift.high)})`
    })
    return `Over what everybody gets: ${inWords(said)}.`
  },
}

/** A persona that no longer foresees anything is to be made anew. */
function stoppedLine({ prediction }: Validation, { library }: ValidationTelling) {
  const stopped = (prediction?.calibrated ?? []).filter((each) => each.stopped)
  if (stopped.length === 0) return []
  const names = stopped.map(({ persona }) => shortName(library, persona))
  return [
    line(
      bold(`${inWords(names)} no longer ${names.length === 1 ? 'foresees' : 'foresee'} who stays.`),
      ` Draw ${names.length === 1 ? 'it' : 'them'} anew: everybody's rate fits better by now.`,
    ),
  ]
}

function windowLine({ window }: Validation): Block[] {
  if (!window) return []
  const [from, to] = [monthName(window.from), monthName(window.to)]
  return [
    small(
      `${from === to ? from : `${from} to ${to}`}. Strong: more than 20 % difference, 70 % foreseen, 80 % named rightly, 15 % lift.`,
    ),
  ]
}
