import { say } from '#bot/slack/blocks.ts'
import { type ChoiceGroup, type Form, select, textInput, tickBoxes } from '#bot/slack/form.ts'
import { italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Question } from '#src/questions/question.ts'
import { shortName } from './names.ts'
import { howOften } from './questions-tray.ts'
import { quoted } from './reading.ts'

export type QuestionFacts = {
  question: Question
  library: Library
  near: Entry[]
  /** What else waits and is worded alike. */
  alike: { id: string; text: string }[]
}

const MOST = 90

/** What an owner says to a question that nothing verified answers, in their own words. */
export const answerForm = (facts: QuestionFacts): Form => ({
  title: 'Answer a question',
  submit: 'Send the answer',
  close: 'Cancel',
  blocks: [
    head(facts),
    textInput({
      block: 'answer',
      label: 'Your answer',
      placeholder: 'In your own words',
      hint: 'Everybody who asked gets it once, from you. It is shown as your word until it is in the knowledge base.',
    }),
    ...alikeInput(facts, 'Does it answer these, too?'),
    ...entryInput(facts),
  ],
})

/** That a question is not ours, said kindly to whoever asked. */
export const declineForm = (facts: QuestionFacts): Form => ({
  title: 'Not for us',
  submit: 'Close it',
  close: 'Cancel',
  blocks: [
    head(facts),
    textInput({
      block: 'word',
      label: 'A word to whoever asked',
      placeholder: 'Where they could ask instead',
      optional: true,
    }),
    ...alikeInput(facts, 'The same for these?'),
  ],
})

const head = ({ question }: QuestionFacts) =>
  say(line(quoted(question.text)), line(italic(`${howOften(question)}`)))

const alikeInput = ({ alike }: QuestionFacts, label: string) =>
  alike.length === 0
    ? []
    : [
        tickBoxes({
          block: 'also',
          label,
          optional: true,
          choices: alike.map(({ id, text }) => ({ text, value: id })),
        }),
      ]

function entryInput({ near, library }: QuestionFacts) {
  const choice = (entry: Entry) => ({
    text:
      entry.kind === 'persona'
        ? shortName(library, entry.slug)
        : `${entry.title} (${KINDS[entry.kind].called})`,
    value: `${entry.kind}/${entry.slug}`,
  })
  const personas = entriesOf(library, 'persona').filter((entry) => !near.includes(entry))
  const groups: ChoiceGroup[] = [
    { label: 'Nearest', choices: near.map(choice) },
    { label: 'Personas', choices: personas.slice(0, MOST).map(choice) },
  ].filter(({ choices }) => choices.length > 0)
  if (groups.length === 0) return []
  return [
    select({
      block: 'entry',
      label: 'Is there an entry that says more?',
      placeholder: 'None',
      hint: 'Questions like this one find it from then on.',
      optional: true,
      groups,
    }),
  ]
}
