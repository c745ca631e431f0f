import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { nameKey } from '#src/personas/persona-names.ts'
import { closest } from '#src/search/closest.ts'
import type { Asked } from './asked.ts'

/** Below this share of its words found, something else is meant. */
const ENOUGH = 0.5

/**
 * The entries of a kind that somebody names, the best first: one whose name stands in the words, else one that they
 * misspell, else what the search finds. Personas are no part of the name, unless it is written with them.
 */
export function entriesNamed<K extends KindName>(
  library: Library,
  kind: K,
  { words, rest }: Pick<Asked, 'words' | 'rest'>,
): Entry<K>[] {
  const named = namedAmong(entriesOf(library, kind), { words, rest })
  if (named) return [named]
  return library.index
    .search(rest, { kind, limit: 5 })
    .filter(({ coverage }) => coverage >= ENOUGH)
    .flatMap(({ id }) => findEntry(library, kind, id.slice(kind.length + 1)) ?? [])
}

/** The one of these entries whose name stands in the words, the longest name first; else the one that they misspell. */
export function namedAmong<E extends Entry>(
  entries: E[],
  { words, rest }: Pick<Asked, 'words' | 'rest'>,
): E | undefined {
  const byName = new Map(
    entries.flatMap((entry) => [entry.slug, ...entry.names].map((name) => [nameKey(name), entry])),
  )
  const key = nameKey(words)
  const inside = [...byName.keys()]
    .filter((name) => name !== '' && ` ${key} `.includes(` ${name} `))
    .sort((a, b) => b.length - a.length)
  const near = inside[0] ?? closest(nameKey(rest), byName.keys())
  return near === undefined ? undefined : byName.get(near)
}
