import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { isCommonWord } from '#src/search/thesaurus.ts'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'

/** By what personas are called: the stems of a name, joined by spaces, and the slugs of those who go by it. */
export type PersonaNames = {
  slugs: ReadonlyMap<string, string[]>
  mostWords: number
  /** The names of one word, as they are written: who develops is no developer. */
  single: ReadonlySet<string>
  /** The stems that are part of a name, and of whose. */
  roles: ReadonlyMap<string, string[]>
}

/**
 * Collects the names of personas: slug, title and aliases, the terms of the vocabulary that name them, the parts of
 * a title such as "Carla · Operations Lead", and its words that are no common ones, as far as they are nobody's whole
 * name.
 */
export function readPersonaNames(entries: Iterable<Entry>): PersonaNames {
  const all = [...entries].filter(({ status }) => status !== 'draft')
  const personas = all.filter((entry) => isKind(entry, 'persona'))
  const known = new Set(personas.map(({ slug }) => slug))
  const terms = all.filter((entry) => isKind(entry, 'vocabulary'))
  const slugs = new Map<string, string[]>()
  const called = personas.map((persona) => ({ slug: persona.slug, keys: keysOf(persona) }))
  addNames(slugs, called, ({ whole }) => whole)
  const told = terms.flatMap((term) => (known.has(term.body.persona ?? '') ? [term] : []))
  addNames(
    slugs,
    told.map((term) => ({ slug: term.body.persona ?? '', keys: keysOf(term) })),
    ({ whole }) => whole,
  )
  addNames(slugs, called, ({ parts }) => parts)
  addNames(slugs, called, ({ own }) => own)
  // What somebody was once called is last: it takes no name from whoever goes by it now.
  addNames(slugs, called, ({ former }) => former)
  addNames(slugs, called, ({ formerParts }) => formerParts)
  return {
    slugs,
    mostWords: Math.max(0, ...[...slugs.keys()].map((key) => key.split(' ').length)),
    single: new Set([...personas, ...terms].flatMap((entry) => keysOf(entry).single)),
    roles: readRoles(slugs),
  }
}

/** The names of one entry, by what they are. */
type Keys = Record<'whole' | 'parts' | 'own' | 'former' | 'formerParts' | 'single', string[]>

/** An entry that is changed is another one: the names of all others need not be read again. */
const read = new WeakMap<Entry, Keys>()

function keysOf(entry: Entry<'persona'> | Entry<'vocabulary'>): Keys {
  const before = read.get(entry)
  if (before !== undefined) return before
  const { slug, title, names, formerNames } = entry
  const keys = {
    whole: (isKind(entry, 'persona') ? [slug, ...names] : names).map(nameKey),
    parts: partsOf(title).map(nameKey),
    own: isKind(entry, 'persona') ? ownNames(entry).map(nameKey) : [],
    former: formerNames.map(nameKey),
    formerParts: formerNames.flatMap(partsOf).map(nameKey),
    single: singleWords([slug, ...names, ...partsOf(title), ...title.split(' '), ...formerNames]),
  }
  read.set(entry, keys)
  return keys
}

const singleWords = (names: string[]): string[] =>
  names.map(wordsOf).flatMap((words) => (words.length === 1 ? words : []))

function readRoles(names: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const all = [...names].flatMap(([key, slugs]) => key.split(' ').map((stem) => ({ stem, slugs })))
  const groups = Map.groupBy(all, ({ stem }) => stem)
  return new Map([...groups].map(([stem, some]) => [stem, [...new Set(some.flatMap(({ slugs }) => slugs))]]))
}

/** "Ollie" of "Owner Ollie": a word of a title that is no common one and that nothing else is told by. */
function ownNames({ title, body }: Entry<'persona'>): string[] {
  if (partsOf(title).length > 1) return []
  const told = JSON.stringify(body)
  return (title.match(/\p{Lu}\p{L}{2,}/gu) ?? []).filter((name) => {
    const word = name.toLowerCase()
    return !isStopWord(word) && !isCommonWord(word) && !told.includes(word)
  })
}

/** "Carla" and "Operations Lead" of "Carla · Operations Lead". */
export const partsOf = (title: string): string[] => title.split(/[·—–|,]/).map((part) => part.trim())

/** Adds names that nobody had before; those that several are given now are all of theirs. */
function addNames(
  slugs: Map<string, string[]>,
  entries: { slug: string; keys: Keys }[],
  some: (keys: Keys) => string[],
): void {
  const taken = new Set(slugs.keys())
  for (const { slug, keys } of entries) {
    for (const key of some(keys)) {
      const others = slugs.get(key) ?? []
      if (key !== '' && !taken.has(key) && !others.includes(slug)) slugs.set(key, [...others, slug])
    }
  }
}

/** Names that are written or inflected differently are the same. */
export const nameKey = (name: string): string => keyOf(wordsOf(name))

const keyOf = (words: string[]): string => words.map(stemOf).join(' ')

/** The personas that a text names, and its other words. A name of stop words alone, such as "IT", is no name here. */
export function findNames(text: string, names: PersonaNames): { slugs: string[]; rest: string[] } {
  const words = wordsOf(text)
  const found = new Set<string>()
  const rest: string[] = []
  for (let at = 0; at < words.length; ) {
    const name = nameAt(words, at, names)
    for (const slug of names.slugs.get(keyOf(name)) ?? []) found.add(slug)
    if (name.length === 0) rest.push(words[at] ?? '')
    at += Math.max(1, name.length)
  }
  return { slugs: [...found], rest }
}

/** The words of the longest name that begins here; none if none does. */
function nameAt(words: string[], at: number, { slugs, mostWords, single }: PersonaNames): string[] {
  for (let length = Math.min(mostWords, words.length - at); length > 0; length -= 1) {
    const some = words.slice(at, at + length)
    if (slugs.has(keyOf(some)) && !some.every(isStopWord) && (length > 1 || isOneOf(some[0] ?? '', single)))
      return some
  }
  return []
}

/** "developer" and "developers". */
const isOneOf = (word: string, names: ReadonlySet<string>): boolean =>
  names.has(word) || (word.endsWith('s') && names.has(word.slice(0, -1)))
