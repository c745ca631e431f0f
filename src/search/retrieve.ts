import { distance } from 'fastest-levenshtein'
import type MiniSearch from 'minisearch'
import type { Concept } from './concepts.ts'
import type { SearchDocument } from './document.ts'
import type { Wanted } from './rank.ts'
import { isStopWord, stemOf } from './words.ts'

type Index = MiniSearch<SearchDocument>
/** In how many documents each stem is, and each word as it is written. */
export type Frequencies = { stems: ReadonlyMap<string, number>; words: ReadonlyMap<string, number> }

/** Weighs what a question is about: what few documents have counts most, and what none has may be mistyped. */
export function weigh(concepts: Concept[], { stems, words }: Frequencies, documents: number): Wanted[] {
  return concepts.map((concept) => {
    const having = Math.max(0, ...concept.phrases.map((phrase) => rarest(phrase, stems)))
    const guesses = having > 0 ? [] : concept.typed.flatMap((word) => guess(word, words))
    return { ...concept, guesses, weight: rarity(having, documents) }
  })
}

/** The ids of the documents that have some of what is wanted, best first. */
export function retrieve(wanted: Wanted[], index: Index, { stems }: Frequencies): string[] {
  const terms = wanted.flatMap(({ phrases, guesses }) => [...phrases.flatMap(contentOf), ...guesses])
  const present = [...new Set(terms)].filter((term) => stems.has(term))
  // What most documents have says nothing about which of them is meant, and would make results of them all.
  const telling = present.filter((term) => (stems.get(term) ?? 0) <= index.documentCount / 2)
  const [least] = present.toSorted((a, b) => (stems.get(a) ?? 0) - (stems.get(b) ?? 0))
  const queries = telling.length > 0 || least === undefined ? telling : [least]
  // Terms are stems already, so they are neither split nor stemmed again.
  const asTheyAre = { tokenize: (term: string) => [term], processTerm: (term: string) => term }
  return index.search({ queries, combineWith: 'OR' }, asTheyAre).map(({ id }) => String(id))
}

/** The stems that a mistyped word, or one begun and not ended, may stand for. Short words are too like each other. */
function guess(word: string, words: Frequencies['words']): string[] {
  const { length } = word
  if (length < 4 || /\p{N}/u.test(word)) return []
  const most = length < 7 ? 1 : 2
  const near = [...words.keys()].filter(
    (other) =>
      other.startsWith(word) || (Math.abs(other.length - length) <= most && distance(word, other) <= most),
  )
  return [...new Set([...near, ...swapped(word).filter((other) => words.has(other))].map(stemOf))]
}

/** The word with two neighbouring letters changed about, the commonest mistake of all and two by any other count. */
const swapped = (word: string): string[] =>
  Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  )

/** A phrase's words without those that are everywhere, unless it has no others. */
function contentOf(phrase: string[]): string[] {
  const content = phrase.filter((stem) => !isStopWord(stem))
  return content.length > 0 ? content : phrase
}

/** In how many documents a phrase's rarest word is. */
const rarest = (phrase: string[], stems: Frequencies['stems']): number =>
  Math.min(...contentOf(phrase).map((stem) => stems.get(stem) ?? 0))

/** The inverse document frequency of BM25: about 0 for what all documents have. */
const rarity = (having: number, all: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5))
