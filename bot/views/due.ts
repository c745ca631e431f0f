import { bold, type Span } from '#bot/slack/text.ts'
import { LEAST_INTERVIEWS } from '#src/evidence/research.ts'
import type { DueEntry } from '#src/knowledge/due.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { personName, shortName } from './names.ts'
import { counted } from './reading.ts'

/** "The objection Too expensive went stale on 4 Nov 2026: Jonas Feldt verifies it." */
export function dueSpans(due: DueEntry, library: Library): Span[] {
  const who = personName(library, due.verifier)
  return [...whatSpans(due), ` ${stateOf(due)}${who ? `: ${who} verifies it` : ', and nobody verifies it'}.`]
}

/** The same for whoever verifies it: "The objection Too expensive went stale on 4 Nov 2026." */
export const myDueSpans = (due: DueEntry): Span[] => [...whatSpans(due), ` ${stateOf(due)}.`]

/** "The objection Too expensive" */
export const whatSpans = ({ kind, title }: Pick<DueEntry, 'kind' | 'title'>): Span[] => [
  `The ${kindName(kind)} `,
  bold(title),
]

/** "went stale on 4 Nov 2026" */
export const stateOf = ({ on, stale }: Pick<DueEntry, 'on' | 'stale'>): string =>
  on === undefined
    ? 'was never verified'
    : `${stale ? 'went' : 'goes'} stale on ${dayName(Temporal.PlainDate.from(on))}`

/** What people call a kind of entry in a sentence. */
export const kindName = (kind: string): string => (isKindName(kind) ? KINDS[kind].called : kind)

type Short = { persona: string; interviews: number; quantitative: number }

/** "Gus rests on 6 of 15 interviews and no source with numbers." */
export function shortSpans({ persona, interviews, quantitative }: Short, library: Library): Span[] {
  const people =
    interviews < LEAST_INTERVIEWS
      ? `${interviews} of ${LEAST_INTERVIEWS} interviews`
      : counted(interviews, 'interview')
  const numbers =
    quantitative === 0
      ? 'no source with numbers'
      : counted(quantitative, 'source with numbers', 'sources with numbers')
  return [bold(shortName(library, persona)), ` rests on ${people} and ${numbers}.`]
}
