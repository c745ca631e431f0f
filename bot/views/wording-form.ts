import { type Block, say } from '#bot/slack/blocks.ts'
import { type Form, textInput, tickBox } from '#bot/slack/form.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { AnyClaim } from '#src/board/change.ts'
import type { ClaimField, ClaimInput } from '#src/board/claim-fields.ts'
import { textOf } from '#src/board/diff.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library, wordsOfField } from '#src/knowledge/library.ts'
import { evidenceSelect } from './evidence-select.ts'
import { inputBlock } from './input-block.ts'
import { entryName } from './proposal-text.ts'

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
  /** What the reason rests on, beside what the statement cites. */
  because?: string[]
  /** It says something else since the person began to write. */
  moved: boolean
  editing: boolean
  /** Of an edit: nobody has seen it yet. */
  draft?: boolean
}

/** Second step: what it should say, on which evidence, and why. */
export function wordingForm(facts: WordingFacts): Form {
  const { library, field, initial, editing } = facts
  const persona = facts.entry.kind === 'persona' ? facts.entry.slug : undefined
  const inputs = askedInputs(field.inputs, library)
  const others = inputs.filter(({ name }) => name === 'audience' || name.includes('.'))
  const said = inputs.filter((input) => !others.includes(input))
  return {
    title: editing ? 'Edit the proposal' : 'Propose a change',
    submit: editing ? 'Change it' : 'Propose',
    close: editing ? 'Cancel' : 'Back',
    blocks: [
      head(facts),
      ...said.map((input) => inputBlock(input, initial, library)),
      ...evidenceSelect(library, {
        label: 'What does it rest on?',
        hint: 'Without evidence it is shown as an assumption.',
        persona,
        chosen: initial?.cites ?? [],
      }),
      ...others.map((input) => inputBlock(input, initial, library)),
      textInput({
        block: 'rationale',
        label: 'Why?',
        placeholder: 'What you heard or saw, and how often',
        initial: facts.rationale,
      }),
      ...evidenceSelect(library, {
        block: 'because',
        label: 'Is there evidence for your reason?',
        hint: 'Stands beside it on the card. What the statement itself cites is chosen above.',
        persona,
        chosen: facts.because ?? [],
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
      ...(votesAreAsked(facts) ? [wordingBox(editing)] : []),
    ],
  }
}

/** A draft has no votes, and says who decides when it is sent. */
const votesAreAsked = ({ editing, now, draft = false }: WordingFacts): boolean =>
  !draft && (editing || now !== undefined)

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
