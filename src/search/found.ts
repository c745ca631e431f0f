import type { Concept } from './concepts.ts'
import type { Stems } from './document.ts'
import type { Guess } from './guess.ts'
import type { Wanted } from './wanted.ts'

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
  text: { related: 0.7, more: 0, anyLetter: false },
}
type Belief = (typeof BELIEF)[keyof typeof BELIEF]

/**
 * What a concept is looked for by: a phrase as its stems, what it is to what was typed, how surely, and whether it begins
 * with the letter that was typed.
 */
type Sought = {
  phrase: string[]
  is: 'said' | 'same' | 'related' | 'guess'
  sure: number
  sameLetter: boolean
}

/** All by which a concept may be found: single words by their stem, the surest way first, and phrases. */
export type Ways = { words: ReadonlyMap<string, Sought>; phrased: Sought[] }

export function waysTo({ typed, said, phrases, related }: Concept, guesses: Guess[]): Ways {
  const all: Sought[] = [
    ...said.map((phrase) => ({ phrase, is: 'said' as const, sure: 1, sameLetter: true })),
    ...phrases.map((phrase) => ({ phrase, is: 'same' as const, sure: 1, sameLetter: true })),
    ...related.map((each) => ({ ...each, is: 'related' as const, sameLetter: true })),
    ...guesses.map(({ stem, sure }) => ({
      phrase: [stem],
      is: 'guess' as const,
      sure,
      sameLetter: typed.some((word) => word[0] === stem[0]),
    })),
  ]
  const words = new Map<string, Sought>()
  for (const each of all) {
    const [stem = '', ...more] = each.phrase
    if (more.length === 0 && !words.has(stem)) words.set(stem, each)
  }
  return { words, phrased: all.filter(({ phrase }) => phrase.length > 1) }
}

type Meant = { stem: string; index: number; sought: Sought }

/** Of each stem the concepts, by their number, that it may stand for or that a phrase does which it begins; read once a question. */
const byStem = new WeakMap<Wanted[], Map<string, Meant[]>>()

function readStems(wanted: Wanted[]): Map<string, Meant[]> {
  const before = byStem.get(wanted)
  if (before !== undefined) return before
  const all = wanted.flatMap(({ words, phrased }, index) => [
    ...[...words].map(([stem, sought]) => ({ stem, index, sought })),
    ...phrased.map((sought) => ({ stem: sought.phrase[0] ?? '', index, sought })),
  ])
  const stems = Map.groupBy(all, ({ stem }) => stem)
  byStem.set(wanted, stems)
  return stems
}

/** For each concept how surely the stems have it, from 0 to 1. */
export function found(stems: Stems, wanted: Wanted[], belief: Belief): number[] {
  const concepts = readStems(wanted)
  const sure = wanted.map(() => 0)
  for (const stem of stems.set)
    for (const { index, sought } of concepts.get(stem) ?? [])
      sure[index] = Math.max(sure[index] ?? 0, sureOf(sought, stems, belief))
  return sure
}

/** How sure it makes a concept that a text has the first word of what it is sought by. */
function sureOf(sought: Sought, { list, set }: Stems, belief: Belief): number {
  const { phrase, is } = sought
  if (phrase.length === 1) return worth(sought, belief)
  if (!phrase.every((stem) => set.has(stem))) return 0
  if (inARow(phrase, list)) return worth(sought, belief)
  return is === 'related' ? 0 : SCATTERED
}

function worth({ is, sure, sameLetter }: Sought, belief: Belief): number {
  switch (is) {
    case 'said':
      return 1
    case 'same':
      return SYNONYM
    case 'related':
      return belief.related * sure
    case 'guess':
      return belief.anyLetter || sameLetter ? Math.min(0.9, sure + belief.more) : 0
  }
}

const inARow = (phrase: string[], list: string[]): boolean =>
  list.some((_, at) => phrase.every((stem, index) => list[at + index] === stem))

/** Where a concept stands among stems: the places of its words. */
export const placesOf = ({ list }: Stems, { stems }: Wanted): number[] =>
  list.flatMap((stem, at) => (stems.has(stem) ? [at] : []))
