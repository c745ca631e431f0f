import { type Related, relatedTo } from './related.ts'
import { isLightWord } from './stop-words.ts'
import { isStopWord, stemOf, stemsOf, wordsOf } from './words.ts'

type ByFirst = Map<string, { phrase: string[]; group: number }[]>

/** Phrases with one meaning, each phrase as its stems. */
export type Synonyms = { groups: string[][][]; byFirst: ByFirst }

/**
 * One thing that a question is about: the words that were typed, the phrases they make, all that mean the same, and
 * those that mean about the same. `light`: it is in all kinds of questions; `next`: it follows the one before at once.
 */
export type Concept = {
  typed: string[]
  said: string[][]
  phrases: string[][]
  related: Related[]
  light: boolean
  next: boolean
}

/** Reads groups of equal phrases, such as ["price", "cost", "what it costs"]. */
export function readSynonyms(groups: string[][]): Synonyms {
  const read = groups.map((phrases) => distinct(phrases.map(stemsOf).filter((stems) => stems.length > 0)))
  const all = read.flatMap((phrases, group) => phrases.map((phrase) => ({ phrase, group })))
  return { groups: read, byFirst: Map.groupBy(all, ({ phrase }) => phrase[0] ?? '') }
}

const NONE: Synonyms = { groups: [], byFirst: new Map() }

/** Words that are joined by a hyphen are one phrase, which others write as one word: "on-premise", "onpremise". */
function readCompounds(text: string): Synonyms {
  const compounds = text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) ?? []
  return readSynonyms(compounds.map((compound) => [compound, compound.replaceAll('-', '')]))
}

/**
 * What a question is about: the phrases that it has of the curated vocabulary, or else of the thesaurus, longest first,
 * and each other word that carries a meaning. All words, if none does.
 */
export function conceptsOf(
  question: string,
  curated: Synonyms,
  thesaurus: Synonyms = NONE,
  asTyped = question,
): Concept[] {
  const words = wordsOf(question)
  const stems = words.map(stemOf)
  const known = [curated, readCompounds(asTyped), thesaurus]
  const concepts: Concept[] = []
  let wasConcept = false
  for (let at = 0; at < stems.length; ) {
    const length = Math.max(...known.map((synonyms) => longestAt(stems, at, synonyms)))
    const some = words.slice(at, at + Math.max(1, length))
    const carries = length > 1 || longestAt(stems, at, curated) > 0 || !some.every(isStopWord)
    if (carries) concepts.push({ ...conceptOf(some, known), next: wasConcept })
    wasConcept = carries
    at += some.length
  }
  return once(concepts.length > 0 ? concepts : words.map((word) => conceptOf([word], [])))
}

/** What is said twice, or in two ways that mean the same, is one concept. */
function once(concepts: Concept[]): Concept[] {
  const groups = Map.groupBy(concepts, ({ phrases }) => JSON.stringify(phrases))
  return [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map((concept) => ({
      ...concept,
      typed: [...new Set(same.flatMap(({ typed }) => typed))],
      said: distinct(same.flatMap(({ said }) => said)),
    })),
  )
}

function conceptOf(
  words: string[],
  [curated = NONE, compounds = NONE, thesaurus = NONE]: Synonyms[],
): Concept {
  const said = words.map(stemOf)
  const same = [...meaning(said, curated), ...meaning(said, compounds)]
  return {
    typed: words,
    said: [said],
    phrases: same.length > 0 ? distinct(same) : [said],
    related: relatedTo(said, thesaurus),
    light: words.length === 1 && same.length === 0 && isLightWord(words[0] ?? ''),
    next: false,
  }
}

/** All phrases of the groups that have this one. */
function meaning(said: string[], { groups, byFirst }: Synonyms): string[][] {
  const key = said.join(' ')
  const having = (byFirst.get(said[0] ?? '') ?? []).filter(({ phrase }) => phrase.join(' ') === key)
  return distinct(having.flatMap(({ group }) => groups[group] ?? []))
}

/** Of how many words the longest phrase is that begins here; 0 if none does. */
function longestAt(stems: string[], at: number, { byFirst }: Synonyms): number {
  const here = (byFirst.get(stems[at] ?? '') ?? []).filter(({ phrase }) =>
    phrase.every((stem, index) => stems[at + index] === stem),
  )
  return Math.max(0, ...here.map(({ phrase }) => phrase.length))
}

const distinct = (phrases: string[][]): string[][] => [
  ...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values(),
]
