import type MiniSearch from 'minisearch'
import type { Concept } from './concepts.ts'
import type { SearchDocument } from './document.ts'
import { guessesAt } from './guess.ts'
import type { Wanted } from './rank.ts'
import { isStopWord } from './words.ts'

type Index = MiniSearch<SearchDocument>
/** In how many documents each stem is, and each word as it is written. */
export type Frequencies = { stems: ReadonlyMap<string, number>; words: ReadonlyMap<string, number> }

/** What is in all kinds of questions tells this share of what another word would. */
const LIGHT = 0.3
/** What nobody has written of at all says most of what a question is about. */
const UNKNOWN = 1.3

/** Weighs what a question is about: what few documents have counts most, and what none has may be mistyped. */
export function weigh(concepts: Concept[], { stems, words }: Frequencies, documents: number): Wanted[] {
  return concepts.map((concept) => {
    const most = (phrases: string[][]) => Math.max(0, ...phrases.map((phrase) => rarest(phrase, stems)))
    const having = most(concept.phrases) || most(concept.related)
    const isWord = having > 0 || concept.light || concept.related.length > 0
    const isPhrase = concept.said.some(({ length }) => length > 1)
    const guesses = isWord || isPhrase ? [] : concept.typed.flatMap((word) => guessesAt(word, words.keys()))
    const tells = concept.light ? LIGHT : having > 0 || guesses.length > 0 ? 1 : UNKNOWN
    return { ...concept, guesses, weight: rarity(having, documents) * tells }
  })
}

/** The ids of the documents that have some of what is wanted, best first. */
export function retrieve(wanted: Wanted[], index: Index, { stems }: Frequencies): string[] {
  const terms = wanted.flatMap(({ phrases, related, guesses }) => [
    ...phrases.flatMap(contentOf),
    ...related.filter(({ length }) => length === 1).flat(),
    ...guesses.map(({ stem }) => stem),
  ])
  const present = [...new Set(terms)].filter((term) => stems.has(term))
  // What most documents have says nothing about which of them is meant, and would make results of them all.
  const telling = present.filter((term) => (stems.get(term) ?? 0) <= index.documentCount / 2)
  const [least] = present.toSorted((a, b) => (stems.get(a) ?? 0) - (stems.get(b) ?? 0))
  const queries = telling.length > 0 || least === undefined ? telling : [least]
  // Terms are stems already, so they are neither split nor stemmed again.
  const asTheyAre = { tokenize: (term: string) => [term], processTerm: (term: string) => term }
  return index.search({ queries, combineWith: 'OR' }, asTheyAre).map(({ id }) => String(id))
}

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
