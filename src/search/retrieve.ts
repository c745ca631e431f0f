import type MiniSearch from 'minisearch'
import type { SearchResult } from 'minisearch'
import type { Concept } from './concepts.ts'
import type { SearchDocument } from './document.ts'
import type { Wanted } from './rank.ts'
import { isStopWord } from './words.ts'

type Index = MiniSearch<SearchDocument>
/** In how many documents each stem is. */
export type Frequencies = ReadonlyMap<string, number>

/** Weighs what a question is about: what few documents have counts most, and what none has may be mistyped. */
export function weigh(concepts: Concept[], index: Index, frequencies: Frequencies): Wanted[] {
  return concepts.map((concept) => {
    const having = Math.max(0, ...concept.phrases.map((phrase) => rarest(phrase, frequencies)))
    const guesses = having > 0 ? [] : concept.said.flat().flatMap((stem) => guess(stem, index))
    return { ...concept, guesses, weight: rarity(having, index.documentCount) }
  })
}

/** The documents that have some of what is wanted, best first. */
export function retrieve(wanted: Wanted[], index: Index, frequencies: Frequencies): string[] {
  const terms = [
    ...new Set(wanted.flatMap(({ phrases, guesses }) => [...phrases.flatMap(contentOf), ...guesses])),
  ]
  const present = terms.filter((term) => frequencies.has(term))
  // What most documents have says nothing about which of them is meant, and would make results of them all.
  const telling = present.filter((term) => (frequencies.get(term) ?? 0) <= index.documentCount / 2)
  const [least] = present.toSorted((a, b) => (frequencies.get(a) ?? 0) - (frequencies.get(b) ?? 0))
  const found = lookUp(index, telling.length > 0 || least === undefined ? telling : [least], {})
  return found.map(({ id }) => String(id))
}

/** Terms are stems already, so they are neither split nor stemmed again. */
const lookUp = (index: Index, terms: string[], mistakes: object): SearchResult[] =>
  index.search(
    { queries: terms, combineWith: 'OR' },
    { tokenize: (term) => [term], processTerm: (term) => term, ...mistakes },
  )

/** The stems that a mistyped one, or one begun and not ended, may stand for. Short words are too like each other. */
function guess(stem: string, index: Index): string[] {
  const { length } = stem
  if (length < 4 || /\p{N}/u.test(stem)) return []
  const found = lookUp(index, [stem], { fuzzy: length < 7 ? 1 : 2, prefix: true })
  return [...new Set(found.flatMap(({ terms }) => terms))]
}

/** A phrase's words without those that are everywhere, unless it has no others. */
function contentOf(phrase: string[]): string[] {
  const content = phrase.filter((stem) => !isStopWord(stem))
  return content.length > 0 ? content : phrase
}

/** In how many documents a phrase's rarest word is. */
const rarest = (phrase: string[], frequencies: Frequencies): number =>
  Math.min(...contentOf(phrase).map((stem) => frequencies.get(stem) ?? 0))

/** The inverse document frequency of BM25: about 0 for what all documents have. */
const rarity = (having: number, all: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5))
