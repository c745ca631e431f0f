import { type Block, say, small } from '#bot/slack/blocks.ts'
import { dateInput, type Form, multiSelect, select, textInput, tickBox } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { linesOf } from '#src/experiments/read-lines.ts'
import { expectedNumbers, type Results } from '#src/experiments/result.ts'
import { sampleOf } from '#src/experiments/sample.ts'
import type { Experiment } from '#src/experiments/standing.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { evidenceSelect } from './evidence-select.ts'
import { sampleWords } from './experiment-words.ts'
import { shortName } from './names.ts'

export type ResultFacts = {
  experiment: Experiment
  results: Results | undefined
  library: Library
  /** The day up to which they go, if nobody says otherwise. */
  until: string
}

/** What came of it, a line for each persona and variant. */
export const resultsForm = ({ experiment: { title, body }, results, library, until }: ResultFacts): Form => ({
  title: 'What came of it',
  submit: 'Keep',
  close: 'Cancel',
  blocks: [
    say(line(bold(title))),
    textInput({
      block: 'lines',
      label: body.metric.slice(0, 140),
      hint:
        body.measures === 'share'
          ? 'Behind each colon: 139 of 412. What stays empty is left out.'
          : `Behind each colon ${expectedNumbers(body.measures)}: 412, 31.2, 9.8. What stays empty is left out.`,
      initial: linesOf(body, results?.cells ?? [], (persona) => shortName(library, persona)),
    }),
    dateInput({ block: 'until', label: 'Up to which day?', chosen: results?.until.toString() ?? until }),
  ],
})

export type PlanFacts = { library: Library; startsOn: string; endsOn: string }

/** A new experiment: the expectation comes first. */
export const planForm = ({ library, startsOn, endsOn }: PlanFacts): Form => ({
  title: 'Plan an experiment',
  submit: 'Propose',
  close: 'Cancel',
  blocks: [
    textInput({
      block: 'title',
      label: 'What is it called?',
      multiline: false,
      placeholder: 'Risk before innovation',
    }),
    multiSelect({
      block: 'personas',
      label: 'Who reacts more strongly?',
      placeholder: 'Personas',
      groups: [
        {
          label: 'Personas',
          choices: personasInOrder(library).map(({ title, slug }) => ({ text: title, value: slug })),
        },
      ],
      chosen: [],
    }),
    textInput({ block: 'stronger', label: '… to what?', multiline: false, placeholder: 'Risk reduction' }),
    textInput({ block: 'than', label: '… than to what?', multiline: false, placeholder: 'Innovation' }),
    tickBox({
      block: 'generic',
      label: 'Is the second one generic?',
      optional: true,
      choice: { text: 'Yes: what everybody gets without personas', value: 'yes' },
    }),
    textInput({
      block: 'metric',
      label: 'What is counted or measured?',
      multiline: false,
      placeholder: 'Replies to the first mail',
    }),
    select({
      block: 'measures',
      label: 'As what?',
      placeholder: 'Choose one',
      groups: [
        {
          label: 'Measured as',
          choices: [
            { text: 'So many of how many', value: 'share' },
            { text: 'A mean, such as days or money', value: 'mean' },
          ],
        },
      ],
      chosen: 'share',
    }),
    textInput({
      block: 'today',
      label: 'What is it today?',
      hint: 'Of a share 24 %; of a mean its standard deviation, by how much it varies.',
      multiline: false,
    }),
    textInput({
      block: 'difference',
      label: 'The smallest difference worth seeing',
      hint: 'Of a share in points: 5. What it needs is said at once.',
      multiline: false,
    }),
    textInput({ block: 'planned', label: 'How many for each variant and persona?', multiline: false }),
    dateInput({ block: 'startsOn', label: 'First day', chosen: startsOn }),
    dateInput({ block: 'endsOn', label: 'Last day', chosen: endsOn }),
    textInput({ block: 'rationale', label: 'Why is that to be expected?' }),
    ...evidenceSelect(library, {
      label: 'On what does that rest?',
      optional: true,
      persona: undefined,
      chosen: [],
    }),
  ],
})

export const WRONG_LINE = (text: string, wrong: string): string => `“${text.slice(0, 60)}”: ${wrong}.`
export const NO_LINE = 'Fill in at least one line: behind its colon, 139 of 412.'
export const SAY_NUMBER = 'A number, such as 24 or 0.5.'
export const SAY_COUNT = 'A whole number from 2 on.'
export const SAY_SHARE = 'A share between 0 and 100 %.'
export const SAY_WHO = 'Choose at least one persona.'
export const SAY_SOMETHING = 'Say it in a few words.'
export const LAST_BEFORE_FIRST = 'The last day is not before the first.'
export const SAME_TWICE = 'Something else than the first one.'

export const experimentGone = (): Block[] => [
  say(line('This experiment is not in force: what is expected is recorded, and decided on, first.')),
]

export const nothingToUpdate = (): Block[] => [
  say(
    line(
      bold('There is nothing to change.'),
      ' The personas cite this result already, or no difference was seen.',
    ),
  ),
]

/** At once, beside the proposal: what a plan needs, so that one that is too small is mended before it begins. */
export const planNeeds = (plan: Pick<Experiment, 'title' | 'body'>): Block[] => [
  say(line(bold(`${plan.title}. `), sampleWords({ experiment: plan, sample: sampleOf(plan.body) }))),
]

/** Above the card, once results are kept. */
export const resultsKept = (): Block => small('Kept. What is expected can no longer be changed.')
