import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'

/** Questions are alike from this on. */
export const ALIKE = 0.6
const LEAST_SHARED = 2

/**
 * How alike two questions are, from 0 to 1: twice the words that they share, of all their words (Dice's coefficient). Those
 * that share one alone are not alike.
 */
export function likeness(one: string, other: string): number {
  const [ours, theirs] = [aboutWhat(one), aboutWhat(other)]
  const shared = ours.intersection(theirs).size
  return shared < LEAST_SHARED ? 0 : (2 * shared) / (ours.size + theirs.size)
}

const aboutWhat = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !isStopWord(word))
      .map(stemOf),
  )
