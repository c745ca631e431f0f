import type { Library } from '#src/knowledge/library.ts'
import { isEnglish } from '#src/search/english.ts'
import { isCustomer, isMostlyEnglish } from '#src/search/strange.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import type { Standing } from './named-in.ts'

/** The list of common words holds none that is shorter. */
const SHORTEST = 4

/**
 * Whether a word of a text can be nothing but the name of a customer: no common word and none of the knowledge base's, or
 * one of the two where a customer is named ("at Harbor", "Harbor says …"). Of what is common in another language nothing is
 * known, so that there a word of the knowledge base is none.
 */
export function canOnlyBeName(
  text: string,
  index: Pick<Library['index'], 'knows'>,
): (standing: Standing) => boolean {
  const isInEnglish = isMostlyEnglish(wordsOf(text))
  return ({ words, at }) => {
    const word = words[at] ?? ''
    if (isStopWord(word)) return false
    const isCommon = word.length < SHORTEST || isEnglish(word)
    const isKnown = index.knows(word)
    if (isCommon) return !isKnown && isCustomer(words, at)
    return !isKnown || isInEnglish
  }
}

/** Shorter words are too like each other. */
const SHORTEST_MISTYPED = 6

/** The words of an English text that may be a customer's name, mistyped: those that nobody knows. */
export function perhapsMistyped(text: string, index: Pick<Library['index'], 'knows'>): string[] {
  const words = wordsOf(text)
  const isOdd = (word: string) => word.length >= SHORTEST_MISTYPED && !isEnglish(word) && !index.knows(word)
  return isMostlyEnglish(words, words.filter(isOdd).length) ? words.filter(isOdd) : []
}
