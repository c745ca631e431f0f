import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'
import { isStopWord } from '#src/search/words.ts'
import { findNames, nameKey } from './persona-names.ts'

/** The persona that goes by this name, alias or slug; undefined where several do. */
export function personaNamed(library: Library, name: string): Entry<'persona'> | undefined {
  return theOne(library, nameKey(name))
}

/** The same for a name that is mistyped. */
export function personaNamedAlmost(library: Library, name: string): Entry<'persona'> | undefined {
  const near = closest(nameKey(name), library.personaNames.slugs.keys())
  return near === undefined ? undefined : theOne(library, near)
}

function theOne(library: Library, key: string): Entry<'persona'> | undefined {
  const [slug, ...others] = library.personaNames.slugs.get(key) ?? []
  return slug === undefined || others.length > 0 ? undefined : findEntry(library, 'persona', slug)
}

/** The personas that a text names, and the text without them: nothing, if no word that carries a meaning is left. */
export function personasIn(library: Library, text: string): { personas: Entry<'persona'>[]; rest: string } {
  const { slugs, rest } = findNames(text, library.personaNames)
  if (slugs.length === 0) return { personas: [], rest: text.trim() }
  const personas = slugs.flatMap((slug) => findEntry(library, 'persona', slug) ?? [])
  return { personas, rest: rest.every(isStopWord) ? '' : rest.join(' ') }
}
