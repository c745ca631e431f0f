import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'

/** The persona that a source means, or why it can't be told. */
export type PersonaTag = { slug: string } | { reason: string }

/**
 * Reads how a source calls personas: by slug, title or alias, or by a term of the vocabulary that names one ("ticket
 * type 3"). A misspelling is not corrected, since a wrong tag goes into every number: the nearest name is said instead.
 */
export function readPersonaTags(library: Library): (called: string) => PersonaTag {
  const names = namesOf([...library.entries.values()].filter(({ status }) => status !== 'draft'))
  return (called) => {
    const [slug, ...others] = names.get(keyOf(called)) ?? []
    if (slug === undefined) return { reason: unknown(called, names) }
    return others.length === 0 ? { slug } : { reason: ambiguous(called, [slug, ...others]) }
  }
}

type Names = ReadonlyMap<string, string[]>

/** What a persona says of itself counts before what the vocabulary says. */
function namesOf(entries: Entry[]): Names {
  const personas = entries.filter((entry) => isKind(entry, 'persona'))
  const names = new Map(
    personas.flatMap(({ slug, names }) => [slug, ...names].map((name) => [keyOf(name), [slug]])),
  )
  const known = new Set(personas.map(({ slug }) => slug))
  const own = new Set(names.keys())
  const terms = entries
    .filter((entry) => isKind(entry, 'vocabulary'))
    .filter(({ status }) => status !== 'retired')
  for (const { body, names: called } of terms) {
    const { persona } = body
    if (persona === undefined || !known.has(persona)) continue
    for (const key of called.map(keyOf).filter((key) => !own.has(key)))
      names.set(key, [...new Set([...(names.get(key) ?? []), persona])])
  }
  return names
}

const keyOf = (name: string): string => name.trim().toLowerCase()

const ambiguous = (called: string, slugs: string[]): string =>
  `persona ${JSON.stringify(called)} is what several are called: ${slugs.join(', ')}`

function unknown(called: string, names: Names): string {
  const [near] = names.get(closest(called.trim(), names.keys()) ?? '') ?? []
  const known = [...new Set([...names.values()].flat())].toSorted()
  if (near !== undefined) return `persona ${JSON.stringify(called)} is not known; the nearest is ${near}`
  return known.length === 0
    ? `persona ${JSON.stringify(called)} is not known: there are no personas yet`
    : `persona ${JSON.stringify(called)} is not known; there are ${known.slice(0, 8).join(', ')}`
}
