import { type Block, say } from '#bot/slack/blocks.ts'
import { type Form, textInput, tickBox } from '#bot/slack/form.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { ClaimInput } from '#src/board/claim-fields.ts'
import { linesInput } from '#src/board/draft-entry.ts'
import { hasSuccessor, newInputs, newSections } from '#src/board/entry-fields.ts'
import { saidIn } from '#src/board/said.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { evidenceSelect } from './evidence-select.ts'
import { fieldInWords } from './field-words.ts'
import { inputBlock } from './input-block.ts'
import { entryName } from './proposal-text.ts'
import { capital } from './reading.ts'

/** What the form is for: a field of an entry, its retirement, or a new entry of a kind. */
export type EntryFormFacts = {
  library: Library
  rationale?: string | undefined
  /** What the reason rests on. */
  because?: string[]
  moved?: boolean
  /** It is proposed already. */
  editing?: boolean
} & (
  | { what: 'field'; entry: Entry; field: string; inputs: ClaimInput[] }
  | { what: 'retire'; entry: Entry }
  | { what: 'new'; kind: KindName }
)

/** Second step for everything that is no statement: what it should say, what that rests on, and why. */
export function entryForm(facts: EntryFormFacts): Form {
  const { library, editing = false } = facts
  const persona = facts.what !== 'new' && facts.entry.kind === 'persona' ? facts.entry.slug : undefined
  return {
    title: editing ? 'Edit the proposal' : 'Propose a change',
    submit: editing ? 'Change it' : 'Propose',
    close: 'Back',
    blocks: [
      ...asked(facts),
      textInput({
        block: 'rationale',
        label: 'Why?',
        placeholder: 'What you heard or saw, and how often',
        initial: facts.rationale,
      }),
      ...evidenceSelect(library, {
        label: 'Is there evidence for your reason?',
        hint: 'Stands beside it on the card.',
        persona,
        chosen: facts.because ?? [],
      }),
      ...(editing ? [] : [draftBox()]),
    ],
  }
}

const draftBox = () =>
  tickBox({
    block: 'draft',
    label: 'Or not yet',
    optional: true,
    choice: { text: 'Keep it as a draft: I send it later', value: 'draft' },
  })

function asked(facts: EntryFormFacts): Block[] {
  const { library } = facts
  switch (facts.what) {
    case 'field': {
      const { entry, field, inputs, moved } = facts
      const said = saidIn(entry)
      const now = fieldInWords(field, said[field], library) ?? 'nothing'
      return [
        say(
          moved
            ? line(
                bold('This changed while you were writing.'),
                ' Compare it with yours, then send it again.',
              )
            : undefined,
          line(bold(entryName(library, entry)), ', ', italic(wordsOfField(field))),
          line(facts.editing ? 'Proposed so far: ' : 'Now: ', now),
        ),
        ...inputs.map((input) => inputBlock(input, said, library)),
      ]
    }
    case 'retire':
      return [
        say(
          line(bold(entryName(library, facts.entry)), ' would no longer be answered from.'),
          line('By its name it is still found, and so is its history.'),
        ),
        ...(hasSuccessor(facts.entry.kind) ? [successorBlock(library)] : []),
      ]
    case 'new': {
      const { kind } = facts
      const lists = newSections(kind).map((field) => inputBlock(linesInput(kind, field), undefined, library))
      return [
        say(line(bold(`A new ${KINDS[kind].called}`)), line(KINDS[kind].file.description ?? '')),
        ...newInputs(kind).map((input) => inputBlock(input, undefined, library)),
        ...lists,
      ]
    }
  }
}

const successorBlock = (library: Library) =>
  inputBlock(
    {
      ...{ name: 'successor', required: false, hint: undefined, schema: KINDS.persona.body.shape.successor },
      ...{ asks: 'entry', kind: 'persona' },
    },
    undefined,
    library,
  )

/** "Carla, owner" in a menu. */
export const fieldChoice = (field: string, entry: Entry, library: Library) => {
  const now = fieldInWords(field, saidIn(entry)[field], library)
  return {
    text: `${capital(wordsOfField(field))}${now === undefined ? '' : `: ${now}`}`,
    value: `set:${field}`,
  }
}
