import type { Stems } from './document.ts'
import type { Wanted } from './rank.ts'

/** How far what means the same is believed. */
const SYNONYM = 0.85
/** The words of a phrase, not side by side. */
const SCATTERED = 0.4

/**
 * How far what means about the same is believed, and a guess at a mistyped word. The words for a field are there to be
 * asked by. Names are what people try to type, by their sound if need be; the
 * first letter of a common word is seldom wrong; and a guess at a word somewhere in a sentence is worth little.
 */
export const BELIEF = {
  name: { related: 0.65, more: 0.2, anyLetter: true },
  field: { related: 0.9, more: 0.2, anyLetter: false },
  text: { related: 0.75, more: 0, anyLetter: false },
}
type Belief = (typeof BELIEF)[keyof typeof BELIEF]

/** For each concept how surely the stems have it, from 0 to 1. */
export const found = (stems: Stems, wanted: Wanted[], belief: Belief): number[] =>
  wanted.map((concept) => strengthIn(stems, concept, belief))

function strengthIn(
  { list, set }: Stems,
  { typed, said, phrases, related, guesses, stems }: Wanted,
  belief: Belief,
): number {
  if (!stems.some((stem) => set.has(stem))) return 0
  const has = (phrase: string[]) =>
    phrase.every((stem) => set.has(stem)) && (phrase.length === 1 || inARow(phrase, list))
  if (said.some(has)) return 1
  if (phrases.some(has)) return SYNONYM
  if (related.some(has)) return belief.related
  if (phrases.some((phrase) => phrase.every((stem) => set.has(stem)))) return SCATTERED
  const likely = guesses.filter(
    ({ stem }) => set.has(stem) && (belief.anyLetter || typed.some((word) => word[0] === stem[0])),
  )
  return Math.max(0, ...likely.map(({ sure }) => Math.min(0.9, sure + belief.more)))
}

const inARow = (phrase: string[], list: string[]): boolean =>
  list.some((_, at) => phrase.every((stem, index) => list[at + index] === stem))

/** Where a concept stands among stems: the places of its words. */
export function placesOf({ list, set }: Stems, { stems }: Wanted): number[] {
  const here = stems.filter((stem) => set.has(stem))
  return here.length === 0 ? [] : list.flatMap((stem, at) => (here.includes(stem) ? [at] : []))
}
