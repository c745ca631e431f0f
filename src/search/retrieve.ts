import type { Concept } from './concepts.ts'
import { waysTo } from './found.ts'
import type { Guess } from './guess.ts'
import type { Postings } from './postings.ts'
import { isEverydayWord } from './stop-words.ts'
import type { Wanted } from './wanted.ts'
import { isStopWord } from './words.ts'

type Known = Pick<Postings, 'having' | 'size'>

/** What is in all kinds of questions tells this share of what another word would, and never more than this. */
const LIGHT = { share: 0.2, most: 0.3 }
/** What nobody has written of at all says most of what a question is about. */
const UNKNOWN = 1.3
/** A word of everyday, however seldom somebody has written it here. */
const EVERYDAY = 0.6

/** From here on a guess is as good as the word. */
const SURE = 0.7

/** Weighs what a question is about: what few documents have counts most, and what none has may be mistyped. */
export function weigh(concepts: Concept[], known: Known, guessesAt: (word: string) => Guess[]): Wanted[] {
  return concepts.map((concept) => {
    const related = concept.related.map(({ phrase }) => phrase)
    const most = (phrases: string[][]) => Math.max(0, ...phrases.map((phrase) => rarest(phrase, known)))
    const having = most(concept.phrases) || most(related)
    const isWord = having > 0 || concept.light || related.length > 0
    const isPhrase = concept.said.some(({ length }) => length > 1)
    const guesses = isWord || isPhrase ? [] : concept.typed.flatMap((word) => guessesAt(word))
    const sure = guesses.filter((guess) => guess.sure >= SURE).map(({ stem }) => known.having(stem))
    const rare = rarity(Math.max(having, ...sure), known.size())
    const weight = rare * tells(concept, having > 0 || guesses.length > 0)
    const stems = [...concept.phrases, ...related].flat()
    return {
      ...concept,
      guesses,
      weight: concept.light ? Math.min(LIGHT.most, weight) : weight,
      stems: new Set([...stems, ...guesses.map(({ stem }) => stem)]),
      ...waysTo(concept, guesses),
    }
  })
}

/** How much of what its rarity says a concept tells. */
function tells({ typed, light }: Concept, isKnown: boolean): number {
  const everyday = typed.every(isEverydayWord) ? EVERYDAY : 1
  return everyday * (light ? LIGHT.share : isKnown ? 1 : UNKNOWN)
}

/** The ids of the documents that have some of what is wanted, best first. */
export function retrieve(wanted: Wanted[], postings: Postings): string[] {
  const terms = wanted.flatMap(({ phrases, related, guesses }) => [
    ...phrases.flatMap(contentOf),
    ...related.flatMap(({ phrase }) => contentOf(phrase)),
    ...guesses.map(({ stem }) => stem),
  ])
  const present = [...new Set(terms)].filter((term) => postings.having(term) > 0)
  const sought = rarestFirst(present, postings)
  // Who says a rare word is looked through, however much others say of all the rest.
  const rare = upTo(FEW, sought, postings.having)
  return [...postings.search(rare), ...postings.search(sought)]
}

/** So many places of words are looked up for a question. */
const MOST_PLACES = 2000

/**
 * The rarest terms, as far as it takes no more than a moment to look them up. What most documents have says nothing
 * about which of them is meant; it is looked up only where there is nothing else.
 */
function rarestFirst(terms: string[], { having, size }: Known): string[] {
  const most = size() / 2
  const sorted = terms.toSorted((a, b) => having(a) - having(b))
  let places = 0
  return sorted.filter((term, index) => {
    places += having(term)
    return index === 0 || (having(term) <= most && places <= MOST_PLACES)
  })
}

/** So few documents are looked through in any case. */
const FEW = 10

/** The first terms that together are in no more than so many documents. */
function upTo(most: number, terms: string[], having: (term: string) => number): string[] {
  let places = 0
  return terms.filter((term) => {
    places += having(term)
    return places <= most
  })
}

/** A phrase's words without those that are everywhere, unless it has no others. */
function contentOf(phrase: string[]): string[] {
  const content = phrase.filter((stem) => !isStopWord(stem))
  return content.length > 0 ? content : phrase
}

/** In how many documents a phrase's rarest word is. */
const rarest = (phrase: string[], { having }: Known): number => Math.min(...contentOf(phrase).map(having))

/**
 * The root of BM25's inverse document frequency: about 0 for what all documents have. The root, since a question has few
 * words, and the rarest of them is not all that it is about.
 */
const rarity = (having: number, all: number): number =>
  Math.sqrt(Math.log(1 + (all - having + 0.5) / (having + 0.5)))
