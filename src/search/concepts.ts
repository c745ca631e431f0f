import { isStopWord, stemOf, stemsOf, wordsOf } from './words.ts'

/** Phrases with one meaning, each phrase as its stems. */
export type Synonyms = { groups: string[][][]; byFirst: Map<string, { phrase: string[]; group: number }[]> }

/** One thing that a question is about: the words that were typed, the phrases they make, and all that mean the same. */
export type Concept = { typed: string[]; said: string[][]; phrases: string[][] }

/** Reads groups of equal phrases, such as ["price", "cost", "what it costs"]. */
export function readSynonyms(groups: string[][]): Synonyms {
  const read = groups.map((phrases) => phrases.map(stemsOf).filter((stems) => stems.length > 0))
  const all = read.flatMap((phrases, group) => phrases.map((phrase) => ({ phrase, group })))
  return { groups: read, byFirst: Map.groupBy(all, ({ phrase }) => phrase[0] ?? '') }
}

/**
 * What a question is about: the phrases of the curated vocabulary that it has, longest first, and each other word
 * that carries a meaning. All words, if none does.
 */
export function conceptsOf(question: string, synonyms: Synonyms): Concept[] {
  const words = wordsOf(question)
  const stems = words.map(stemOf)
  const concepts: Concept[] = []
  for (let at = 0; at < stems.length; ) {
    const concept = curatedAt(words, stems, at, synonyms)
    if (concept) concepts.push(concept)
    else if (!isStopWord(words[at] ?? '')) concepts.push(plainConcept(words[at] ?? ''))
    at += concept?.said[0]?.length ?? 1
  }
  return once(concepts.length > 0 ? concepts : words.map(plainConcept))
}

/** What is said twice, or in two ways that mean the same, is one concept. */
function once(concepts: Concept[]): Concept[] {
  const groups = Map.groupBy(concepts, ({ phrases }) => JSON.stringify(phrases))
  return [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map(({ phrases }) => ({
      typed: same.flatMap(({ typed }) => typed),
      said: same.flatMap(({ said }) => said),
      phrases,
    })),
  )
}

const plainConcept = (word: string): Concept => ({
  typed: [word],
  said: [[stemOf(word)]],
  phrases: [[stemOf(word)]],
})

/** The longest phrase of the vocabulary that begins here, with everything that means the same. */
function curatedAt(
  words: string[],
  stems: string[],
  at: number,
  { groups, byFirst }: Synonyms,
): Concept | undefined {
  const begun = byFirst.get(stems[at] ?? '') ?? []
  const here = begun.filter(({ phrase }) => phrase.every((stem, index) => stems[at + index] === stem))
  const longest = Math.max(0, ...here.map(({ phrase }) => phrase.length))
  if (longest === 0) return undefined
  const meant = here.filter(({ phrase }) => phrase.length === longest)
  return {
    typed: words.slice(at, at + longest),
    said: [stems.slice(at, at + longest)],
    phrases: [...new Set(meant.map(({ group }) => group))].flatMap((group) => groups[group] ?? []),
  }
}
