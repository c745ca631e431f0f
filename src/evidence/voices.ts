import { whoHears } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { weekOf } from '#src/runs/period.ts'
import type { KnownEvidence } from './evidence.ts'

/** What people heard from customers and put down in a line. */
const fieldNotes = ({ evidence }: Pick<Library, 'evidence'>): KnownEvidence[] =>
  [...evidence.values()].filter(({ method }) => method === 'field-note')

/** What was heard in a week of the personas that somebody hears of, the newest first. */
export function voicesHeard(library: Library, handle: string, week: string): KnownEvidence[] {
  return fieldNotes(library)
    .filter(({ date }) => weekOf(Temporal.PlainDate.from(date)) === week)
    .filter(({ persona }) => persona !== undefined && hearerOf(library, persona) === handle)
    .toSorted((a, b) => b.date.localeCompare(a.date) || a.slug.localeCompare(b.slug))
}

/** What was heard of a persona, the newest first. */
export const voicesOf = (library: Pick<Library, 'evidence'>, persona: string): KnownEvidence[] =>
  fieldNotes(library)
    .filter((note) => note.persona === persona)
    .toSorted((a, b) => b.date.localeCompare(a.date) || a.slug.localeCompare(b.slug))

/** Handle of the one who hears of what is said of a persona. */
export const hearerOf = (library: Library, persona: string): string | undefined =>
  whoHears(findEntry(library, 'persona', persona), library)

/** Which voice on its persona, and on its stage where it has one, a note is: 1 is the first. */
export function voiceNumber(
  library: Library,
  note: Pick<KnownEvidence, 'slug' | 'persona' | 'stage'>,
): number {
  const before = fieldNotes(library).filter(
    ({ slug, persona, stage }) =>
      slug !== note.slug && persona === note.persona && (note.stage === undefined || stage === note.stage),
  )
  return before.length + 1
}
