import type { Stemmed, Stems } from './document.ts'
import { type Closeness, lengthOfSum } from './vectors.ts'

/**
 * How close a document comes to what a question means, whatever words either uses, from about −1 to 1: its closest line, the
 * closest way to ask for it, and the document as a whole; 0 where nothing is known of their words.
 */
export type Nearness = { line: number; asked: number; whole: number }

export const NOT_NEAR: Nearness = { line: 0, asked: 0, whole: 0 }

type Measure = (stem: string) => Closeness | undefined

export function nearness(measure: Measure, document: Stemmed, whole: number): Nearness {
  const { title, names, asked, passages } = document
  const closest = (lines: Stems[]) =>
    lines.reduce((best, line) => Math.max(best, closenessOf(line, measure, best)), 0)
  const way = closest(asked)
  return {
    line: Math.max(way, closest([title, ...names, ...passages.map(({ text }) => text)])),
    asked: way,
    whole,
  }
}

/** Words that have something to do with each other add up to more than words that have nothing: seldom to less than this share. */
const SHORTEST = 0.8

/** The cosine between a line and the meaning that its words are measured by; 0 where it is surely not above `best`. */
function closenessOf({ set }: Stems, measure: Measure, best: number): number {
  let [sum, square] = [0, 0]
  for (const stem of set) {
    const word = measure(stem)
    if (word === undefined) continue
    sum += word.tells * word.close
    square += word.tells * word.tells
  }
  return sum <= best * SHORTEST * Math.sqrt(square) ? 0 : sum / lengthOf(set)
}

/** How far the words of a line pull in one direction, which stays as it is. */
const lengths = new WeakMap<ReadonlySet<string>, number>()

function lengthOf(stems: ReadonlySet<string>): number {
  const before = lengths.get(stems)
  if (before !== undefined) return before
  const length = lengthOfSum(stems)
  lengths.set(stems, length)
  return length
}
