import { stemsOf } from './words.ts'

/** Groups of phrases with one meaning, each phrase as its stems. */
export type Synonyms = { groups: string[][][] }

/** Reads groups of equal phrases, such as ["price", "cost", "what it costs"]. */
export const readSynonyms = (groups: string[][]): Synonyms => ({
  groups: groups.map((phrases) => phrases.map(stemsOf).filter((stems) => stems.length > 0)),
})

/** For each stem of the question, the stems that mean the same in the curated vocabulary. */
export function synonymsIn(question: string[], { groups }: Synonyms): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const group of groups) {
    const said = group.filter((phrase) => phrase.every((stem) => question.includes(stem)))
    if (said.length === 0) continue
    const others = group.filter((phrase) => !said.includes(phrase)).flat()
    for (const stem of new Set(said.flat())) found.set(stem, [...(found.get(stem) ?? []), ...others])
  }
  return found
}
