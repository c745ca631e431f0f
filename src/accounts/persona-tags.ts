import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'

/** The persona that a source means, or why it can't be told. */
export type PersonaTag = { slug: string } | { reason: string }

/**
 * Reads how a source calls personas: by slug, title or alias. A misspelling is not corrected, since a wrong tag goes
 * into every number: the nearest name is said instead.
 */
export function readPersonaTags(library: Library): (called: string) => PersonaTag {
  const names = namesOf([...library.entries.values()].filter((entry) => isKind(entry, 'persona')))
  return (called) => {
    const slug = names.get(called.trim().toLowerCase())
    return slug === undefined ? { reason: unknown(called, names) } : { slug }
  }
}

function namesOf(personas: Entry<'persona'>[]): Map<string, string> {
  const tagged = personas.filter(({ status }) => status !== 'draft')
  return new Map(
    tagged.flatMap(({ slug, names }) => [slug, ...names].map((name) => [name.toLowerCase(), slug])),
  )
}

function unknown(called: string, names: Map<string, string>): string {
  const near = names.get(closest(called.trim(), names.keys()) ?? '')
  const known = [...new Set(names.values())].toSorted()
  if (near !== undefined) return `persona ${JSON.stringify(called)} is not known; the nearest is ${near}`
  return known.length === 0
    ? `persona ${JSON.stringify(called)} is not known: there are no personas yet`
    : `persona ${JSON.stringify(called)} is not known; there are ${known.slice(0, 8).join(', ')}`
}
