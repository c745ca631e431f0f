import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import { findRole } from './find-role.ts'
import { findNames, nameKey, type PersonaNames } from './persona-names.ts'

/** The persona that goes by this name, alias or slug; undefined where several do. */
export function personaNamed(library: Library, name: string): Entry<'persona'> | undefined {
  return theOne(library, nameKey(name))
}

/** The same for a name that is mistyped. Of more words than the longest name, and one into which it fell apart, it is none. */
export function personaNamedAlmost(library: Library, name: string): Entry<'persona'> | undefined {
  const { slugs, mostWords } = library.personaNames
  if (wordsOf(name).length > mostWords + 1) return undefined
  const near = closest(nameKey(name), slugs.keys())
  return near === undefined ? undefined : theOne(library, near)
}

function theOne(library: Library, key: string): Entry<'persona'> | undefined {
  const [slug, ...others] = library.personaNames.slugs.get(key) ?? []
  return slug === undefined || others.length > 0 ? undefined : findEntry(library, 'persona', slug)
}

/**
 * The personas that a text names, mistyped or not, and the text without them: nothing, if no word that carries a
 * meaning is left.
 */
export function personasIn(library: Library, text: string): { personas: Entry<'persona'>[]; rest: string } {
  const exact = findNames(text, library.personaNames)
  const { slugs, rest } = [findMistypedName, findRole].reduce(
    (found, find) => (found.slugs.length > 0 ? found : find(text, library)),
    exact,
  )
  if (slugs.length === 0) return { personas: [], rest: text.trim() }
  const personas = slugs.flatMap((slug) => findEntry(library, 'persona', slug) ?? [])
  return { personas, rest: rest.every(isStopWord) ? '' : rest.join(' ') }
}

/** Shorter words are too like each other to be taken for a name that was mistyped. */
const SHORTEST_MISTYPED = 5
/** In a longer text a name with a mistake is not looked for. */
const MOST_WORDS = 40

/** The name that a text has with a mistake, in words that nothing else is called or told by. */
function findMistypedName(
  text: string,
  { index, personaNames }: Library,
): { slugs: string[]; rest: string[] } {
  const words = wordsOf(text)
  if (words.length > MOST_WORDS) return { slugs: [], rest: words }
  const isOdd = (word: string) => !isStopWord(word) && !index.knows(word)
  for (let length = Math.min(personaNames.mostWords, words.length); length > 0; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const some = words.slice(at, at + length)
      const slugs = some.some(isOdd) ? slugsAlmost(nameKey(some.join(' ')), personaNames) : []
      if (slugs.length === 1) return { slugs, rest: words.toSpliced(at, length) }
    }
  return { slugs: [], rest: words }
}

function slugsAlmost(key: string, { slugs }: PersonaNames): string[] {
  if (key.length < SHORTEST_MISTYPED) return []
  const near = closest(key, slugs.keys(), key.length < 8 ? 1 : 2)
  return near === undefined ? [] : (slugs.get(near) ?? [])
}
