import type { Concept } from './concepts.ts'
import type { Stemmed } from './document.ts'

/** A concept that is looked for, what may have been meant if it is mistyped, and how much it tells (0 and more). */
export type Wanted = Concept & { guesses: string[]; weight: number }

/**
 * A hit. `coverage` is the share of the question that one passage and its document's frame have, from 0 to 1, each
 * concept counted by its weight; `asked` is the number of concepts. `passages` are the ids of those that fit best;
 * none, if the whole document does.
 */
export type Hit = {
  id: string
  kind: string
  score: number
  asked: number
  coverage: number
  passages: string[]
}

/** What a word counts for by its place: a title is chosen with more care than the words of a sentence. */
const PLACES = { title: 2, name: 1.6, field: 1.4, text: 1 }
const SYNONYM = 0.85
/**
 * How far a guess at a mistyped word is believed. Names are what people try to type, by their sound if need be; the
 * first letter of a common word is seldom wrong; and a guess at a word somewhere in a sentence is next to nothing.
 */
const GUESS = {
  name: { strength: 0.7, anyLetter: true },
  field: { strength: 0.7, anyLetter: false },
  text: { strength: 0.3, anyLetter: false },
}
type Belief = (typeof GUESS)[keyof typeof GUESS]

/** Judges how well a document answers: by its best passage, since words from all over it are no answer. */
export function rank(document: Stemmed, wanted: Wanted[], about: string[]): Hit {
  const frame = frameOf(document, wanted)
  const passages = document.passages
    .filter((passage) => about.length === 0 || !passage.about || about.includes(passage.about))
    .map(({ id, field, text }) => {
      const inField = found(field, wanted, GUESS.field)
      const inText = found(text, wanted, GUESS.text)
      return { id, inText, own: inText.map((strength, index) => strength + 2 * (inField[index] ?? 0)) }
    })
  const lines = [
    ...document.names.map((name) => asLine(name, wanted)),
    ...passages.map(({ inText }) => inText),
  ]
  const best = (of: (line: number[], index: number) => number) =>
    Math.max(...[[], ...lines].map((line) => sum(wanted, (index) => of(line, index))))
  const all = sum(wanted, () => 1)
  return {
    id: document.id,
    kind: document.kind,
    score: best((line, index) => Math.max(frame.score[index] ?? 0, line[index] ?? 0)),
    asked: wanted.length,
    coverage:
      all === 0
        ? 0
        : best((line, index) => Math.max(frame.found[index] ?? 0, Math.min(1, line[index] ?? 0))) / all,
    passages: fitting(
      passages,
      wanted,
      sum(wanted, (index) => frame.whole[index] ?? 0),
    ),
  }
}

/** A name that has all of the question counts more than names that share it. */
const asLine = (name: string[], wanted: Wanted[]): number[] =>
  found(name, wanted, GUESS.name).map((strength) => strength * PLACES.name)

/**
 * How well a document as a whole has each concept: as far as it is called or described so (`whole`), or has a field
 * for it (`found` is the larger); `score` counts the places.
 */
function frameOf({ title, names, context, passages }: Stemmed, wanted: Wanted[]) {
  const inTitle = found(title, wanted, GUESS.name)
  const inNames = found(names.flat(), wanted, GUESS.name)
  const inContext = found(context, wanted, GUESS.text)
  const inFields = found([...new Set(passages.flatMap(({ field }) => field))], wanted, GUESS.field)
  const most = (...of: number[][]) =>
    wanted.map((_, index) => Math.max(...of.map((strengths) => strengths[index] ?? 0)))
  const times = (strengths: number[], place: number) => strengths.map((strength) => strength * place)
  return {
    whole: most(inTitle, inNames, inContext),
    found: most(inTitle, inNames, inContext, inFields),
    score: most(times(inTitle, PLACES.title), inNames, inContext, times(inFields, PLACES.field)),
  }
}

/** For each concept how surely the stems have it, from 0 to 1. */
function found(stems: string[], wanted: Wanted[], { strength, anyLetter }: Belief): number[] {
  const has = (phrase: string[]) => phrase.every((stem) => stems.includes(stem))
  return wanted.map(({ typed, said, phrases, guesses }) => {
    if (said.some(has)) return 1
    if (phrases.some(has)) return SYNONYM
    const likely = guesses.filter((stem) => anyLetter || typed.some((word) => word[0] === stem[0]))
    return likely.some((stem) => stems.includes(stem)) ? strength : 0
  })
}

const sum = (wanted: Wanted[], of: (index: number) => number): number =>
  wanted.reduce((total, { weight }, index) => total + weight * of(index), 0)

/** The passages that have most of what was asked, the best first; none, if the whole says more of it. */
function fitting(
  passages: { id: string; own: number[] }[],
  wanted: Wanted[],
  whole: number,
  most = 4,
): string[] {
  const judged = passages.map(({ id, own }) => ({ id, fit: sum(wanted, (index) => own[index] ?? 0) }))
  const best = Math.max(0, ...judged.map(({ fit }) => fit))
  return judged
    .filter(({ fit }) => fit > whole && fit >= best * 0.6)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, most)
    .map(({ id }) => id)
}
