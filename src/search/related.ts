import type { Synonyms } from './concepts.ts'

/** A phrase that means about the same as another, and how surely, from 0 to 1. */
export type Related = { phrase: string[]; sure: number }

/** What heads a group is meant by all that follow; those are related to each other by it alone. */
const BY_HEAD = 0.9
const BY_GROUP = 0.6
/** What a word means that has several senses: the root of their number tells how little surely each of them is meant. */
const senseOf = (senses: number): number => 1 / Math.sqrt(Math.max(1, senses - 1))
/** Of a group of more phrases than this not all mean nearly the same. */
const CLOSE = 8

/** The phrases that share a group of the thesaurus with this one; those that share several are the surer. */
export function relatedTo(said: string[], { groups, byFirst }: Synonyms): Related[] {
  const key = said.join(' ')
  const found = new Map<string, Related>()
  const senses = (byFirst.get(said[0] ?? '') ?? []).filter(({ phrase }) => phrase.join(' ') === key)
  for (const { group } of senses) {
    const all = groups[group] ?? []
    const close = Math.sqrt(Math.min(1, CLOSE / all.length))
    for (const [at, other] of all.entries()) {
      const isByHead = at === 0 || all[0]?.join(' ') === key
      const sure = senseOf(senses.length) * close * (isByHead ? BY_HEAD : BY_GROUP)
      const before = found.get(other.join(' '))?.sure ?? 0
      found.set(other.join(' '), { phrase: other, sure: 1 - (1 - before) * (1 - sure) })
    }
  }
  return [...found.values()]
}
