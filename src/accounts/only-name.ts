import type { Library } from '#src/knowledge/library.ts'
import { isEnglish } from '#src/search/english.ts'
import { isCustomer, isMostlyEnglish } from '#src/search/strange.ts'
import { meaningOf } from '#src/search/vectors.ts'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'
import type { Standing } from './named-in.ts'

type Index = Pick<Library['index'], 'knows'>

/** The list of common words holds none that is shorter. */
const SHORTEST = 4

/** Whom one answers, tells and meets is a customer, too. */
const TALKING_WITH = new Set('answer tell ask call meet visit convince'.split(' '))
const AT_ABROAD = new Set('bei chez hos у'.split(' '))

/** So many names may stand in a text that is English for the rest. */
const MOST_ODD = 2

/** Words that lists of English and of what words mean don't have: names, most of them. */
const isOdd = (word: string): boolean =>
  word.length >= SHORTEST && !isStopWord(word) && !isEnglish(word) && meaningOf([stemOf(word)]) === undefined

/**
 * Whether words of a text that are an account's can be nothing but its name: they are all of it, and nothing else is said; one
 * of several is no common word, or they are all of the name and written as one; one word alone is known to nobody, or it is
 * all of the name and stands where one names a customer. What is common in another language nobody knows, so that there one
 * word is a name only at such a place.
 */
export function canOnlyBeName(text: string, index: Index): (standing: Standing) => boolean {
  const all = wordsOf(text)
  const isInEnglish = isMostlyEnglish(all, Math.min(MOST_ODD, all.filter(isOdd).length))
  return ({ tokens, at, length, isWhole }) => {
    const own = tokens.slice(at, at + length)
    const words = tokens.map(({ word }) => word)
    const isAlone = words.toSpliced(at, length).every(isStopWord)
    if (isWhole && isAlone && (length > 1 || isOdd(words[at] ?? ''))) return true
    if (length > 1) {
      const isWritten =
        !isInEnglish || isCustomer(words, at) || own.every(({ written }) => /^\p{Lu}/u.test(written))
      return own.some(({ word }) => isOdd(word)) || (isWhole && isWritten)
    }
    const word = words[at] ?? ''
    if (isStopWord(word)) return false
    if (words.length === 1) return isOdd(word) || (isWhole && !isEnglish(word))
    if (!isInEnglish) return AT_ABROAD.has(words[at - 1] ?? '')
    if (isOdd(word) && !index.knows(word)) return true
    const isPlaced = isCustomer(words, at) || TALKING_WITH.has(words[at - 1] ?? '')
    return isPlaced && !isEnglish(word) && (isWhole || isOdd(word))
  }
}

/** Shorter words are too like each other. */
const SHORTEST_MISTYPED = 6

/** The words of an English text that may be a customer's name, mistyped: those that nobody knows. */
export function perhapsMistyped(text: string, index: Index): string[] {
  const words = wordsOf(text)
  const odd = words.filter((word) => word.length >= SHORTEST_MISTYPED && isOdd(word) && !index.knows(word))
  return isMostlyEnglish(words, odd.length) || words.length === odd.length ? odd : []
}
