import { say } from '#bot/slack/blocks.ts'
import { type Form, select, tickBox } from '#bot/slack/form.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import { type Change, isOfClaim } from '#src/board/change.ts'
import { textOf } from '#src/board/diff.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { fieldInWords } from './field-words.ts'
import { aboutWhat } from './proposal-text.ts'
import { capital, counted } from './reading.ts'

/** First step of editing what does several things: one of them. */
export function editPartForm({ proposal, library }: { proposal: Proposal; library: Library }): Form {
  const { parts, votes } = proposal
  const groups = parts.map(({ title, changes }, part) => ({
    label: title,
    choices: [
      ...(parts.length > 1 && changes.length > 1
        ? [{ text: `${clip(title, 50)}: all of it`, value: `${part}:all` }]
        : []),
      ...changes.map((change, index) => ({
        text: changeInWords(change, library),
        value: `${part}:${index}`,
      })),
    ],
  }))
  return {
    title: 'Edit the proposal',
    submit: 'Next',
    close: 'Cancel',
    blocks: [
      say(
        line(bold(capital(aboutWhat(library, aboutOf(proposal)))), '. Change one thing at a time.'),
        votes.length > 0
          ? line(
              `${counted(votes.length, 'vote')} on it will no longer count, and I say so to who cast them.`,
            )
          : undefined,
      ),
      select({
        block: 'spot',
        label: 'What should be different?',
        placeholder: 'One of its changes',
        groups,
      }),
      tickBox({
        block: 'leave',
        label: 'Or not at all',
        optional: true,
        choice: { text: 'Leave this one out of the proposal', value: 'leave' },
      }),
    ],
  }
}

/** "Goals: Publish without hiring", "Title: Founder Ollie" */
function changeInWords(change: Change, library: Library): string {
  const field = capital(wordsOfField(change.field))
  if (change.type === 'moved') return `${field}: in another order`
  if (isOfClaim(change))
    return change.type === 'removed'
      ? `${field}: without “${textOf(change.before)}”`
      : `${field}: ${textOf(change.after)}`
  return `${field}: ${fieldInWords(change.field, change.after, library) ?? 'none'}`
}

/** Under the choice. */
export const LAST_ONE = 'It is all that this proposal does. Withdraw the proposal instead.'
export const ONLY_LEFT_OUT = 'No form changes this. Choose a part of it, or tick below to leave it out.'
export const notPossibleWithout = (name: string): string =>
  `${name} can't do without it. Leave all of ${name} out instead.`
