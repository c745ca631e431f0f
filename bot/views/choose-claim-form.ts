import { say } from '#bot/slack/blocks.ts'
import { type ChoiceGroup, type Form, select } from '#bot/slack/form.ts'
import { bold, italic, line, link, type Span } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import { claimsById, textOf } from '#src/board/diff.ts'
import { entryFields } from '#src/board/entry-fields.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { fieldChoice } from './entry-form.ts'
import { partLines } from './part-lines.ts'
import { aboutWhat, entryName, firstName } from './proposal-text.ts'
import { capital } from './reading.ts'
import { whoDecides } from './voting-rules.ts'

/** First step: which statement, or a new one in which section. `changed`: since the answer under which it was pressed. */
export function chooseClaimForm(facts: { entry: Entry; library: Library; changed: boolean }): Form {
  const { entry, library, changed } = facts
  const fresh = claimFields(entry.kind).map(({ field }) => ({
    text: `Add to ${wordsOfField(field)}`,
    value: `field:${field}`,
  }))
  return {
    title: 'Propose a change',
    submit: 'Next',
    close: 'Cancel',
    blocks: [
      say(
        line(
          bold(entryName(library, entry)),
          ', ',
          `version ${entry.version}. ${whoDecides(entry, library)}`,
        ),
        changed ? line(italic('It has changed since the answer that you read.')) : undefined,
      ),
      select({
        block: 'claim',
        label: 'What should change?',
        placeholder: 'A statement, or a new one',
        groups: [
          ...claimGroups(entry),
          { label: 'Add a new one', choices: fresh },
          { label: `The ${KINDS[entry.kind].called} itself`, choices: ofItself(entry, library) },
          { label: 'Something that is not there yet', choices: NEW_ENTRIES },
        ],
      }),
    ],
  }
}

function ofItself(entry: Entry, library: Library) {
  const fields = entryFields(entry.kind).map(({ field }) => fieldChoice(field, entry, library))
  const retire = { text: 'Retire it', value: 'retire:' }
  return [...fields, ...(entry.status === 'retired' ? [] : [retire])]
}

const NEW_ENTRIES = KIND_NAMES.map((kind) => ({ text: `A new ${KINDS[kind].called}`, value: `new:${kind}` }))

function claimGroups(entry: Entry): ChoiceGroup[] {
  const byField = Map.groupBy(claimsById(entry.body).values(), ({ field }) => field)
  return [...byField].map(([field, claims]) => ({
    label: capital(wordsOfField(field)),
    choices: claims.map(({ claim }) => ({ text: textOf(claim), value: `claim:${claim.id}` })),
  }))
}

/** In place of the second step, where somebody else was first. */
export function takenForm(facts: { by: Proposal; library: Library; permalink: string | undefined }): Form {
  const { by, library, permalink } = facts
  const where: Span = permalink ? link(permalink, `proposal #${by.id}`) : `proposal #${by.id}`
  return {
    title: 'Already proposed',
    close: 'Back',
    blocks: [
      say(
        line(
          bold(`${firstName(by.proposer.name)} was first`),
          ': there is an open proposal for ',
          aboutWhat(library, aboutOf(by)),
          '.',
        ),
        ...partLines(by.parts, library, { changes: 5, entries: 6, most: 400 }),
        line('Say what you know under ', where, ', or wait until it is decided.'),
      ),
    ],
  }
}
