import { isEnglish } from './english.ts'
import { isStopWord, wordsOf } from './words.ts'

/** The list of common words holds none that is shorter; by these, too, one knows English. */
const SHORTEST = 4
const SHORT = new Set(
  `a an and any are as at be but by can did do does for from get got has he her his how i if in is it its may my no not of on or our she
  so the they this to us we what when where which who why with you your`.split(/\s+/),
)

/** Before a customer's name, and after one that begins a question. */
const BEFORE_CUSTOMER = new Set(['at', 'from'])
const AFTER_CUSTOMER = new Set(
  'says say said tells told asks asked wants wanted needs thinks keeps wrote writes is has had went just already'.split(
    ' ',
  ),
)

/**
 * How many words of an English question nobody has written here and are no common words either: names of other things and
 * places, most of them. The customer of whom it is asked ("at Brandsund", "Brandsund says …") is none. In another language,
 * of which there is no such list, that says nothing: 0.
 */
export function strangeIn(question: string, knows: (word: string) => boolean): number {
  const words = wordsOf(question).filter((word) => /\p{L}/u.test(word))
  const strange = words.filter((word) => isStrange(word) && !knows(word))
  if (!isMostlyEnglish(words, strange.length)) return 0
  return strange.filter((word) => !isCustomer(words, words.indexOf(word))).length
}

/** Whether at least half of these words are English, but for so many of which nobody can tell. */
export function isMostlyEnglish(words: string[], untold = 0): boolean {
  const english = words.filter((word) => SHORT.has(word) || isEnglish(word))
  return english.length > 0 && 2 * english.length >= words.length - untold
}

const isStrange = (word: string): boolean => word.length >= SHORTEST && !isStopWord(word) && !isEnglish(word)

/** Whether a word stands where one names a customer: "at Brandsund", "Brandsund says …". */
export const isCustomer = (words: string[], at: number): boolean =>
  at === 0 ? AFTER_CUSTOMER.has(words[1] ?? '') : BEFORE_CUSTOMER.has(words[at - 1] ?? '')
