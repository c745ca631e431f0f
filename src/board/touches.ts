import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'

/** The entries that point to this one, which a change of it touches too. */
export function touchedBy(library: Library, kind: string, slug: string): Entry[] {
  // Most entries don't even hold the slug: they need not be read.
  const quoted = JSON.stringify(slug)
  return [...library.entries.values()].filter(
    (entry) =>
      entry.status !== 'draft' &&
      entry.status !== 'retired' &&
      JSON.stringify(entry.body).includes(quoted) &&
      KINDS[entry.kind].read(entry.body).references.some((to) => to.kind === kind && to.slug === slug),
  )
}
