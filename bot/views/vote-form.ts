import { say } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { partLines } from './part-lines.ts'
import { aboutWhat } from './proposal-text.ts'

/** A rejection needs a reason. */
export const rejectForm = ({ proposal, library }: { proposal: Proposal; library: Library }): Form => ({
  title: 'Reject',
  submit: 'Reject',
  close: 'Cancel',
  blocks: [
    say(
      line(bold(aboutWhat(library, aboutOf(proposal)))),
      ...partLines(proposal.parts, library, { changes: 5, entries: 6, most: 400 }),
    ),
    textInput({
      block: 'reason',
      label: 'Why not?',
      placeholder: 'The board and the proposer read it on the card',
    }),
  ],
})
