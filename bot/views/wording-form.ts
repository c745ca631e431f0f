import { type Block, say } from '#bot/slack/blocks.ts'
import { type Choice, type Form, select, textInput, tickBox } from '#bot/slack/form.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { AnyClaim } from '#src/board/change.ts'
import type { ClaimField, ClaimInput } from '#src/board/claim-fields.ts'
import { textOf } from '#src/board/diff.ts'
import { filledOf, NONE } from '#src/board/read-claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library, wordsOfField } from '#src/knowledge/library.ts'
import { evidenceSelect } from './evidence-select.ts'
import { entryName } from './proposal-text.ts'
import { capital } from './reading.ts'

/** What the second step shows. */
export type WordingFacts = {
  entry: Entry
  library: Library
  field: ClaimField
  /** What it says now; undefined for a new one. */
  now: AnyClaim | undefined
  /** What stands in the fields at first. */
  initial: AnyClaim | undefined
  rationale: string | undefined
  /** It says something else since the person began to write. */
  moved: boolean
  editing: boolean
}

/** Second step: what it should say, on which evidence, and why. */
export function wordingForm(facts: WordingFacts): Form {
  const { library, field, initial, editing } = facts
  const inputs = askedInputs(field.inputs, library)
  const others = inputs.filter(({ name }) => name === 'audience' || name.includes('.'))
  const said = inputs.filter((input) => !others.includes(input))
  return {
    title: 'Propose a change',
    submit: editing ? 'Change it' : 'Propose',
    close: editing ? 'Cancel' : 'Back',
    blocks: [
      head(facts),
      ...said.map((input) => inputBlock(input, initial, library)),
      ...evidenceSelect(library, {
        label: 'What does it rest on?',
        hint: 'Without evidence it is shown as an assumption.',
        persona: facts.entry.kind === 'persona' ? facts.entry.slug : undefined,
        chosen: initial?.cites ?? [],
      }),
      ...others.map((input) => inputBlock(input, initial, library)),
      textInput({
        block: 'rationale',
        label: 'Why?',
        placeholder: 'What you heard or saw, and how often',
        initial: facts.rationale,
      }),
      ...(facts.now
        ? [
            tickBox({
              block: 'remove',
              label: 'Or take it out',
              optional: true,
              choice: { text: 'This should no longer be said', value: 'remove' },
            }),
          ]
        : []),
      ...(editing ? [] : [draftBox()]),
      ...(editing || facts.now ? [wordingBox(editing)] : []),
    ],
  }
}

/** Before it is proposed this chooses who decides; afterwards, what becomes of the votes. */
const wordingBox = (editing: boolean) =>
  tickBox({
    block: 'wordingOnly',
    label: editing ? 'Votes that were cast already' : 'Or is it only the wording?',
    hint: editing
      ? 'Whoever has voted sees the old and the new wording, and confirms their vote with one click. Without the tick their votes are void.'
      : 'Nobody votes on a typo: its owner decides, unless a board member objects.',
    optional: true,
    choice: { text: 'Only the wording changes, the meaning stays', value: 'wordingOnly' },
  })

/** For whoever wants to think it over, or ask somebody first. */
const draftBox = () =>
  tickBox({
    block: 'draft',
    label: 'Or not yet',
    optional: true,
    choice: { text: 'Keep it as a draft: I send it later', value: 'draft' },
  })

function head({ entry, library, field, now, moved }: WordingFacts): Block {
  const section = italic(wordsOfField(field.field))
  return say(
    moved
      ? line(bold('This changed while you were writing.'), ' Compare it with your text, then send it again.')
      : undefined,
    line(bold(entryName(library, entry)), ', ', section),
    now ? line('Now: ', textOf(now)) : line('A new statement.'),
  )
}

/** What is asked for: an entry can be chosen only where there are any, and the claim keeps its own until then. */
export const askedInputs = (inputs: ClaimInput[], library: Library): ClaimInput[] =>
  inputs.filter(
    (input) => input.asks !== 'entry' || input.required || entriesOf(library, input.kind).length > 0,
  )

function inputBlock(input: ClaimInput, initial: AnyClaim | undefined, library: Library) {
  const { name, required, asks } = input
  const filled = filledOf(input, initial)
  const optional = !required
  const label = LABELS[name] ?? `${capital(wordsOfField(name))}?`
  const shared = { block: name, label, optional, ...hintOf(input) }
  if (asks === 'words') return textInput({ ...shared, initial: filled, multiline: !name.includes('.') })
  const preset = asks === 'choice' ? input.preset : undefined
  return select({
    ...shared,
    placeholder: optional ? NO_CHOICE(name) : 'Choose one',
    groups: [
      {
        label,
        choices: [
          ...(optional ? [{ text: NO_CHOICE(name), value: NONE }] : []),
          ...choicesOf(input, filled, library),
        ],
      },
    ],
    chosen: filled ?? preset,
  })
}

/** What there is to choose; what stands there now stays a choice, even if nobody would find it any more. */
function choicesOf(
  input: Exclude<ClaimInput, { asks: 'words' }>,
  filled: string | undefined,
  library: Library,
): Choice[] {
  const choices =
    input.asks === 'choice'
      ? input.options.map((value) => ({ text: OPTIONS[value] ?? capital(value.replaceAll('-', ' ')), value }))
      : entriesOf(library, input.kind).map(({ title, slug }) => ({ text: title, value: slug }))
  const known = filled === undefined || choices.some(({ value }) => value === filled)
  return known ? choices : [...choices, { text: filled, value: filled }]
}

const LABELS: Record<string, string> = {
  text: 'What should it say?',
  ifNot: 'If this is not fulfilled …',
  // biome-ignore lint/suspicious/noThenProperty: the file format names it so, and it never is a function.
  then: '… then',
  when: 'When … (the situation)',
  want: '… I want …',
  soThat: '… so that',
  persona: 'For which persona?',
  from: 'Who influences?',
  to: 'Whom?',
  stage: 'At which stage?',
  step: 'For which step of the decision?',
  role: 'In which role?',
  type: 'Of which type?',
  solution: 'What is hired instead?',
  severity: 'How severe, from 1 (nuisance) to 5 (would leave for it)?',
  theme: 'To which strategic theme does it belong?',
  purpose: 'What is it asked for?',
  callToAction: 'What is the reader to do next?',
  audience: 'Who may read it?',
  'asset.title': 'Is there a link that may be sent? Its title',
  'asset.url': 'Its address',
}

const OPTIONS: Record<string, string> = {
  internal: 'Us alone',
  customer: 'Customers too: it may be said to them and shared',
  nothing: 'Nothing: they leave it as it is',
}

const NO_CHOICE = (name: string): string => (name === 'persona' ? 'All of them' : 'None')

/** Only where the label is no more than the name of the field. */
const hintOf = ({ name, hint }: ClaimInput) => (LABELS[name] === undefined && hint ? { hint } : {})
