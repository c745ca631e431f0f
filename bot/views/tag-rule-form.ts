import type { KnownBlock } from '@slack/types'
import { say } from '#bot/slack/blocks.ts'
import { type ChoiceGroup, type Form, select, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Operator } from '#src/rules/conditions.ts'
import type { RuleField, RuleNames } from '#src/rules/names.ts'
import { askedKey, type PickedRow } from '#src/rules/picked.ts'
import { capital } from './reading.ts'

export const ROWS = 3
/** Windows that a signal is counted in. */
const WINDOWS = [7, 30, 90]

export type TagRuleFacts = {
  library: Library
  /** Fields and signals that there are to pick from. */
  names: RuleNames
  title?: string | undefined
  persona?: string | undefined
  tags?: 'accounts' | 'contacts' | undefined
  rows: PickedRow[]
  /** Of a rule that says more than rows can. */
  cel?: string | undefined
  priority?: number | undefined
}

const TAGGED = [
  { text: 'Accounts', value: 'accounts' },
  { text: 'Contacts and leads', value: 'contacts' },
]

const OPERATOR_WORDS: Record<Operator, string> = {
  '==': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '>=': 'is at least',
  '<': 'is less than',
  '<=': 'is at most',
  in: 'is one of',
  known: 'is known',
  unknown: 'is not known',
}

/** A tag rule by pick lists: what all has to be true of an account or a contact, and who they then are. */
export function tagRuleForm(facts: TagRuleFacts): Form {
  const { library, title, persona, tags, rows, cel, priority } = facts
  const choices = personasInOrder(library).map(({ title, slug }) => ({ text: title, value: slug }))
  return {
    title: 'Tag rule',
    submit: 'Try it',
    close: 'Cancel',
    blocks: [
      textInput({
        block: 'title',
        label: 'How is it called?',
        multiline: false,
        initial: title,
        placeholder: 'Whole networks',
      }),
      select({
        ...{ block: 'tags', label: 'Whom does it tag?', placeholder: 'Accounts' },
        ...{ groups: [{ label: 'Tagged', choices: TAGGED }], chosen: tags ?? 'accounts' },
      }),
      select({
        ...{
          block: 'persona',
          label: 'Who are they, if all this is true?',
          placeholder: 'A persona',
        },
        ...{ groups: [{ label: 'Personas', choices }], chosen: persona },
      }),
      ...Array.from({ length: ROWS }, (_, index) => rowBlocks(index, rows[index] ?? {}, facts)).flat(),
      textInput({
        ...{ block: 'cel', label: 'Or in CEL', optional: true, initial: cel },
        hint: "Instead of the rows above, where they can’t say it: account.seats > 50 || count('planner-used', 7) >= 3",
      }),
      textInput({ block: 'why', label: 'Why does that tell who they are?' }),
      textInput({
        ...{ block: 'priority', label: 'Which place does it have?', multiline: false, optional: true },
        ...{ initial: priority === undefined ? undefined : String(priority) },
        hint: 'Of several rules that fit, the one with the smallest number counts; 100 if left out.',
      }),
      say(line('Nothing is proposed yet: ', bold('Try it'), ' says whom it would move.')),
    ],
  }
}

function rowBlocks(index: number, row: PickedRow, { names }: TagRuleFacts): KnownBlock[] {
  const optional = index > 0
  const operators = Object.entries(OPERATOR_WORDS).map(([value, text]) => ({ text, value }))
  return [
    select({
      ...{ block: `asked-${index}`, label: index === 0 ? 'What is true of it?' : '… and', optional },
      ...{ placeholder: 'A field or a signal', groups: askedGroups(names), chosen: row.asked },
    }),
    select({
      ...{ block: `operator-${index}`, label: 'Compared how?', optional, placeholder: 'is' },
      ...{ groups: [{ label: 'Comparisons', choices: operators }], chosen: row.operator },
    }),
    textInput({
      ...{ block: `value-${index}`, label: 'With what?', multiline: false, optional: true },
      ...{ initial: row.value, placeholder: '50' },
    }),
  ]
}

function askedGroups({ fields, signals }: RuleNames): ChoiceGroup[] {
  return [
    { label: 'Fields', choices: fields.flatMap(fieldChoices) },
    ...WINDOWS.map((days) => ({
      label: `How often in ${days} days`,
      choices: signals.map(({ slug, title }) => ({
        text: `${title}: times in ${days} days`,
        value: askedKey({ of: 'count', signal: slug, days }),
      })),
    })),
    {
      label: 'How long ago',
      choices: signals.map(({ slug, title }) => ({
        text: `${title}: days since the last time`,
        value: askedKey({ of: 'last', signal: slug }),
      })),
    },
  ].filter(({ choices }) => choices.length > 0)
}

const fieldChoices = ({ path, title, type }: RuleField) =>
  type === 'date'
    ? [{ text: `Days since ${title}`, value: askedKey({ daysSince: path }) }]
    : [{ text: capital(title), value: askedKey({ field: path }) }]
