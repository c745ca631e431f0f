import { say } from '#bot/slack/blocks.ts'
import { type Form, select, textInput } from '#bot/slack/form.ts'
import { clip } from '#bot/slack/limits.ts'
import { line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Alert } from '#src/triggers/alert.ts'
import { headline } from './alert.ts'
import { capital } from './reading.ts'

/** Why an alert was not worth its reader's time, as it is kept and said. */
export const NOT_USEFUL = {
  known: 'I knew it already',
  late: 'it came too late',
  wrong: "it isn't so",
  'not-mine': "the account isn't mine",
  nothing: 'there is nothing to do about it',
} as const

export const REASONS = Object.keys(NOT_USEFUL) as [keyof typeof NOT_USEFUL, ...(keyof typeof NOT_USEFUL)[]]

/** What its rule's owner learns from it. */
export function dismissForm({ alert, library }: { alert: Alert; library: Library }): Form {
  const choices = REASONS.map((value) => ({ text: capital(NOT_USEFUL[value]), value }))
  return {
    title: 'Not useful',
    submit: 'Send',
    blocks: [
      say(line(`${clip(headline(alert, library), 400)}. What was wrong with telling you?`)),
      select({
        block: 'why',
        label: 'Why?',
        placeholder: 'Choose what comes nearest',
        groups: [{ label: 'Because …', choices }],
      }),
      textInput({
        block: 'words',
        label: 'What should it look at instead?',
        hint: 'Whoever owns the trigger reads it.',
        optional: true,
        multiline: true,
      }),
    ],
  }
}

/** The reason as it is kept. */
export const reasonOf = (why: keyof typeof NOT_USEFUL, words: string | undefined): string =>
  words === undefined ? NOT_USEFUL[why] : `${NOT_USEFUL[why]}: ${words}`
