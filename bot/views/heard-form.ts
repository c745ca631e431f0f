import { say } from '#bot/slack/blocks.ts'
import { type Choice, type Form, searchSelect, select, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { GROUPS } from '#src/evidence/guide.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { STAGES } from '#src/lifecycle/stage.ts'
import { capital } from './reading.ts'

export type HeardFacts = {
  library: Library
  /** What was tried when they said it. */
  inReplyTo?: Entry | undefined
  quote: string | undefined
  /** Slug of the persona who probably said it. */
  persona: string | undefined
  account: Choice | undefined
  stage: string | undefined
}

/** The name of the menu that looks through the accounts. */
export const ACCOUNTS_MENU = 'accounts'

/** What a customer said: prefilled as far as it can be guessed, so that ten seconds are enough. */
export const heardForm = ({ library, inReplyTo, quote, persona, account, stage }: HeardFacts): Form => ({
  title: 'What did they say?',
  submit: 'Keep it',
  close: 'Cancel',
  blocks: [
    ...(inReplyTo ? [say(line('In reply to ', bold(inReplyTo.title)))] : []),
    textInput({
      block: 'quote',
      label: 'Word for word',
      hint: 'Leave out names of people; the account is enough.',
      placeholder: 'As they said it',
      initial: quote,
    }),
    select({
      block: 'persona',
      label: 'Which persona said it?',
      placeholder: 'A persona',
      groups: [
        {
          label: 'Personas',
          choices: entriesOf(library, 'persona').map(({ title, slug }) => ({ text: title, value: slug })),
        },
      ],
      chosen: persona,
    }),
    searchSelect({
      block: 'account',
      label: 'Account',
      placeholder: 'Type a few letters',
      menu: ACCOUNTS_MENU,
      optional: true,
      chosen: account,
    }),
    select({
      block: 'stage',
      label: 'Where in the lifecycle?',
      placeholder: 'A stage',
      optional: true,
      groups: [{ label: 'Stages', choices: STAGES.map((each) => ({ text: capital(each), value: each })) }],
      chosen: stage,
    }),
    select({
      block: 'group',
      label: 'What kind of customer?',
      placeholder: 'A group',
      optional: true,
      groups: [
        {
          label: 'Groups',
          choices: GROUPS.map((each) => ({ text: capital(each.replaceAll('-', ' ')), value: each })),
        },
      ],
    }),
  ],
})
