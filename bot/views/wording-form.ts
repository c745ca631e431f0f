import { type Block, say } from '#bot/slack/blocks.ts'
import { type Form, select, textInput, tickBox } from '#bot/slack/form.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { ClaimField } from '#src/board/claim-fields.ts'
import { textOf } from '#src/board/diff.ts'
import type { AnyClaim } from '#src/board/proposal.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library, wordsOfField } from '#src/knowledge/library.ts'
import { evidenceSelect } from './evidence-select.ts'
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
  /** It says something else since the person began to write. */
  moved: boolean
  editing: boolean
}

/** Second step: what it should say, on which evidence, and why. */
export function wordingForm(facts: WordingFacts): Form {
  const { library, field, initial, editing } = facts
  return {
    title: 'Propose a change',
    submit: editing ? 'Change it' : 'Propose',
    close: editing ? 'Cancel' : 'Back',
    blocks: [
      head(facts),
      ...textInputs(field, initial),
      ...personaInput(field, initial, library),
      ...evidenceSelect(library, {
        label: 'What does it rest on?',
        hint: 'Without evidence it is shown as an assumption.',
        persona: facts.entry.kind === 'persona' ? facts.entry.slug : undefined,
        chosen: initial?.cites ?? [],
      }),
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
      ...(editing
        ? [
            tickBox({
              block: 'wordingOnly',
              label: 'Votes that were cast already',
              hint: 'Whoever has voted sees the old and the new wording, and confirms their vote with one click. Without the tick their votes are void.',
              optional: true,
              choice: { text: 'Only the wording changes, the meaning stays', value: 'wordingOnly' },
            }),
          ]
        : []),
    ],
  }
}

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

function textInputs({ rule }: ClaimField, initial: AnyClaim | undefined) {
  const said = (part: string) => {
    const value = initial?.[part]
    return typeof value === 'string' ? value : undefined
  }
  if (!rule) return [textInput({ block: 'text', label: 'What should it say?', initial: said('text') })]
  return [
    textInput({ block: 'ifNot', label: 'If this is not fulfilled …', initial: said('ifNot') }),
    textInput({ block: 'then', label: '… then', initial: said('then') }),
  ]
}

function personaInput({ persona }: ClaimField, initial: AnyClaim | undefined, library: Library) {
  const choices = entriesOf(library, 'persona').map(({ title, slug }) => ({ text: title, value: slug }))
  if (persona === 'none' || choices.length === 0) return []
  return [
    select({
      block: 'persona',
      label: 'For which persona?',
      placeholder: persona === 'optional' ? 'All of them' : 'A persona',
      optional: persona === 'optional',
      groups: [{ label: 'Personas', choices }],
      chosen: typeof initial?.persona === 'string' ? initial.persona : undefined,
    }),
  ]
}
