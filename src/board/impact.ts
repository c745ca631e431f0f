import { countTagged } from '#src/accounts/count-tagged.ts'
import type { Database } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { PartChange } from './change.ts'
import { asProposed } from './edit-part.ts'
import { touchedBy } from './touches.ts'

/** What a proposal touches beside its own entries: those that point to them, and customers by persona. */
export type Impact = { touches: Entry[]; tagged: ReadonlyMap<string, number> }

export async function impactOf(db: Database, parts: PartChange[], library: Library): Promise<Impact> {
  return { touches: touchedBy(library, parts), tagged: await countTagged(db, personasOf(parts, library)) }
}

/** The personas that parts are about: they change them, or an entry that names them, before or after. */
export const personasOf = (parts: PartChange[], library: Library): string[] => [
  ...new Set(
    parts.flatMap((part) => {
      const today = library.entries.get(entryKey(part))
      const own = part.kind === 'persona' ? [part.slug] : []
      return [...own, ...namedBy(today), ...namedBy(asProposed(part, today))]
    }),
  ),
]

const namedBy = (entry: Entry | undefined): string[] =>
  entry && entry.kind !== 'persona' && isKindName(entry.kind)
    ? KINDS[entry.kind]
        .read(entry.body)
        .references.flatMap(({ kind, slug }) => (kind === 'persona' ? [slug] : []))
    : []
