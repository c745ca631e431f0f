import { say } from '#bot/slack/blocks.ts'
import { type Form, select, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Flag } from '#src/flags/flag.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { flagLines } from './flag-notes.ts'
import { shortName } from './names.ts'

export type FlagFacts = {
  library: Library
  /** The entry that it is about, where that is known; otherwise it is chosen. */
  entry: Entry | undefined
  guess: string | undefined
  text: string | undefined
}

/** What doesn't fit any more, of which entry. */
export const flagForm = ({ library, entry, guess, text }: FlagFacts): Form => ({
  title: "Doesn't fit any more",
  submit: 'Flag it',
  close: 'Cancel',
  blocks: [
    ...(entry
      ? [
          say(
            line(
              bold(entry.kind === 'persona' ? shortName(library, entry.slug) : entry.title),
              ` · ${KINDS[entry.kind].called}`,
            ),
          ),
        ]
      : [
          select({
            block: 'persona',
            label: 'Which persona?',
            placeholder: 'A persona',
            groups: [
              {
                label: 'Personas',
                choices: entriesOf(library, 'persona').map(({ title, slug }) => ({
                  text: title,
                  value: slug,
                })),
              },
            ],
            chosen: guess,
          }),
        ]),
    textInput({
      block: 'text',
      label: "What doesn't fit any more?",
      placeholder: 'What you see instead, in a sentence',
      hint: 'Its owner gets it, and tells you what came of it.',
      initial: text,
    }),
  ],
})

/** What came of a flag. */
export const settleForm = ({ flag, library }: { flag: Flag; library: Library }): Form => ({
  title: 'Settle a flag',
  submit: 'Settle',
  close: 'Cancel',
  blocks: [
    say(...flagLines(flag, library)),
    select({
      block: 'as',
      label: 'What came of it?',
      placeholder: 'Choose one',
      groups: [
        {
          label: 'Outcome',
          choices: [
            { text: 'Changed, or a change is proposed', value: 'changed' },
            { text: 'It is still true', value: 'still-true' },
            { text: 'It is not about us', value: 'not-ours' },
          ],
        },
      ],
    }),
    textInput({ block: 'words', label: 'In a sentence', placeholder: 'Whoever flagged it reads this' }),
  ],
})
