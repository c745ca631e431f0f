import { say } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Part } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { partLines } from './part-lines.ts'
import { aboutWhat } from './proposal-text.ts'
import { capital } from './reading.ts'

type Facts = { parts: Part[]; rationale: string; library: Library; title?: string }

/** What would change of today's text, and why. */
export function againForm(facts: Facts): Form {
  const { parts, rationale, library, title = 'Propose it again' } = facts
  return {
    title,
    submit: 'Propose',
    close: 'Cancel',
    blocks: [
      say(
        line(bold(capital(aboutWhat(library, aboutOf({ parts })))), ', on what it says today:'),
        ...partLines(parts, library, { changes: 8, entries: 10, most: 600 }),
      ),
      textInput({ block: 'rationale', label: 'Why?', initial: rationale }),
    ],
  }
}
