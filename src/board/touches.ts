import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'

/** The entries that point to one of these, which a change of it touches too; by kind and title. */
export function touchedBy(library: Library, changed: { kind: string; slug: string }[]): Entry[] {
  const keys = new Set(changed.map(entryKey))
  // Most entries don't even hold one of the slugs: they need not be read.
  const quoted = changed.map(({ slug }) => JSON.stringify(slug))
  const touched = [...library.entries.values()].filter((entry) => {
    if (entry.status === 'draft' || entry.status === 'retired' || keys.has(entryKey(entry))) return false
    const said = JSON.stringify(entry.body)
    return (
      quoted.some((slug) => said.includes(slug)) &&
      KINDS[entry.kind].read(entry.body).references.some((to) => keys.has(entryKey(to)))
    )
  })
  return touched.toSorted(
    (a, b) => KIND_NAMES.indexOf(a.kind) - KIND_NAMES.indexOf(b.kind) || a.title.localeCompare(b.title, 'en'),
  )
}
