import { type Block, say } from '#bot/slack/blocks.ts'
import { dateInput, type Form, multiSelect, select, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { DECIDED, type Decided } from '#src/decisions/decision.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { choiceWords, DECISIONS } from './decision-words.ts'
import { evidenceSelect } from './evidence-select.ts'
import { shortName } from './names.ts'
import { capital } from './reading.ts'

export type DecideFacts = {
  decided: Decided
  library: Library
  today: string
  /** Slugs of who gains and who loses, where a finding says so. */
  gains?: string | undefined
  loses?: string | undefined
}
type Fields = Form['blocks']

/** A decision with its reasons: what is asked depends on what is decided. */
export const decideForm = ({ decided, library, today, ...known }: DecideFacts): Form => ({
  title: 'Record a decision',
  submit: 'Propose',
  close: 'Cancel',
  blocks: [
    say(line(bold(DECISIONS[decided].called), `. ${DECISIONS[decided].when}.`)),
    ...choice(decided),
    ...OF_EACH[decided](library, today, known),
    textInput({
      block: 'rationale',
      label: 'Why?',
      placeholder: 'The reason that somebody reads who asks in a year',
    }),
    ...evidenceSelect(library, {
      label: 'On what does that rest?',
      optional: decided !== 'kpi',
      persona: undefined,
      chosen: [],
    }),
  ],
})

function choice(decided: Decided): Fields {
  const choices: readonly string[] = DECIDED[decided]
  if (choices.length === 0) return []
  const options = choices.map((each) => ({ text: capital(choiceWords(each)), value: each }))
  return [
    select({
      block: 'choice',
      label: decided === 'exclude' ? 'For which reason?' : 'What is it to be?',
      placeholder: 'Choose one',
      groups: [{ label: 'Choices', choices: options }],
    }),
  ]
}

const personaChoices = (library: Library) => [
  {
    label: 'Personas',
    choices: personasInOrder(library).map(({ title, slug }) => ({ text: title, value: slug })),
  },
]

const one = (library: Library, block: string, label: string, chosen?: string) =>
  select({ block, label, placeholder: 'A persona', groups: personaChoices(library), chosen })

const several = (library: Library, label: string) =>
  multiSelect({
    block: 'personas',
    label,
    placeholder: 'Personas',
    groups: personaChoices(library),
    chosen: [],
  })

const from = (today: string, label = 'From when?') => dateInput({ block: 'from', label, chosen: today })
const until = () =>
  dateInput({
    block: 'until',
    label: 'Until when?',
    hint: 'Left out: until something else is decided.',
    optional: true,
  })

type Parties = Pick<DecideFacts, 'gains' | 'loses'>

const OF_EACH: Record<Decided, (library: Library, today: string, known: Parties) => Fields> = {
  sunset: (library, today) => [one(library, 'persona', 'Which persona?'), from(today)],
  consolidate: (library) => [several(library, 'Which personas?')],
  exclude: (library, today) => [several(library, 'Who is left out?'), from(today), until()],
  objective: (library) => [
    one(library, 'persona', 'Which persona?'),
    textInput({ block: 'outcome', label: 'Which objective?', multiline: false }),
  ],
  classification: (_, today) => [from(today)],
  conflict: (library, _, { gains, loses }) => [
    one(library, 'gains', 'Who gains?', gains),
    one(library, 'loses', 'Who loses?', loses),
    textInput({ block: 'outcome', label: 'How is it resolved?' }),
  ],
  kpi: (library) => [
    textInput({
      block: 'kpi',
      label: 'Which KPI?',
      placeholder: 'Its name, and how it is counted',
      multiline: false,
    }),
    several(library, 'For whom?'),
  ],
  weights: (library, today) => [
    textInput({
      block: 'weights',
      label: 'Weights, 100 in all',
      hint: 'One persona a line: Carla 40',
      initial: evenly(library),
    }),
    from(today),
    until(),
  ],
  resegment: (library, today) => [
    several(library, 'Which personas?'),
    textInput({
      block: 'outcome',
      label: 'What changes?',
      placeholder: 'How they are told apart from then on',
    }),
    from(today),
  ],
}

/** Everybody the same, to be changed. */
function evenly(library: Library): string {
  const names = personasInOrder(library)
    .filter(({ body }) => body.kind === 'primary')
    .map(({ slug }) => shortName(library, slug))
  const each = Math.floor(100 / Math.max(1, names.length))
  const rest = 100 - each * (names.length - 1)
  return names.map((name, index) => `${name} ${index === 0 ? rest : each}`).join('\n')
}

export const SAY_REASON = 'Say why: nobody follows a decision without a reason.'
export const WEIGHT_LINE = (text: string): string =>
  `“${text.slice(0, 60)}” is no line such as “Carla 40”: a persona, then a number.`
export const EXPECTED = (expected: string): string => `Expected: ${expected}.`

export const noPersonasToDecide = (): Block[] => [
  say(line('There are no personas yet, so there is nothing to decide about them.')),
]

export const formFromCommand = (): Block[] => [
  say(
    line(
      'Type ',
      { type: 'text', text: '/persona decide', style: { code: true } },
      ' in Slack: a form opens.',
    ),
  ),
]
