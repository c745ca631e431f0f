import { distance } from 'fastest-levenshtein'
import { isEnglish } from './english.ts'
import { stemOf } from './words.ts'

/** A word that another may stand for, its stem, and how surely, from 0 to 1. `inflected`: it is another form of that very word. */
export type Guess = { word: string; stem: string; sure: number; inflected: boolean }

/** A word that is spelt right is seldom another one. */
const RIGHT = 0.2
/** "Seventy" is like "seven", and is something else. */
const FORM_OF_RIGHT = 0.5
/** Nobody means a longer word. */
const LONGEST = 40
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u

/** All words that are written somewhere, each with a bit for every letter that it has. */
export type Lexicon = { words: string[]; masks: Int32Array }

export function readLexicon(words: Iterable<string>): Lexicon {
  const list = [...words]
  return { words: list, masks: Int32Array.from(list, lettersOf) }
}

/** Letters of other alphabets share the bits, which at worst lets a word be looked at in vain. */
function lettersOf(word: string): number {
  let mask = 0
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31)
  return mask
}

/** Two mistakes change at most four letters: each puts one for another. */
const MOST_LETTERS = 4

/** In how many bits two masks differ. */
function differing(one: number, other: number): number {
  let bits = one ^ other
  let count = 0
  for (; bits !== 0 && count <= MOST_LETTERS; count += 1) bits &= bits - 1
  return count
}

/**
 * What a word that nobody has written stands for: a word begun, another form of it, or a mistake. Short words are too
 * like each other.
 */
export function guessesAt(word: string, lexicon: Lexicon): Guess[] {
  const letters = [...word].length
  const alphabetic = ALPHABETIC.test(word)
  if (letters < (alphabetic ? 4 : 2) || letters > LONGEST || /\p{N}/u.test(word)) return []
  const slips = new Set(swapped(word))
  const best = new Map<string, Guess>()
  const mask = lettersOf(word)
  const isRight = isEnglish(word)
  for (const [index, other] of lexicon.words.entries()) {
    // Words that differ in more letters than two mistakes can change are passed over without a closer look.
    const isNear = differing(mask, lexicon.masks[index] ?? 0) <= MOST_LETTERS || other.startsWith(word)
    const guess = isNear ? compare(word, other, slips, { alphabetic, isRight }) : undefined
    if (guess && guess.sure > (best.get(guess.stem)?.sure ?? 0)) best.set(guess.stem, guess)
  }
  return [...best.values()]
}

function compare(
  word: string,
  other: string,
  slips: Set<string>,
  { alphabetic, isRight }: { alphabetic: boolean; isRight: boolean },
): Guess | undefined {
  const guess = (sure: number, inflected = false): Guess => ({
    word: other,
    stem: stemOf(other),
    sure,
    inflected,
  })
  if (isForm(word, other, alphabetic ? 5 : 2)) return guess(isRight ? FORM_OF_RIGHT : 0.8, true)
  if (other.startsWith(word)) return guess(0.6)
  if (slips.has(other) || single(word) === single(other)) return guess(isRight ? RIGHT : 0.75)
  const { length } = word
  const most = length < 7 ? 1 : 2
  if (Math.abs(other.length - length) > most) return undefined
  const wrong = distance(word, other)
  if (wrong > most) return undefined
  // A letter too many or too few seldom makes another word, one letter for another often does.
  const isClear =
    wrong === 1 &&
    (length >= (other.length === length ? 7 : 5) || (other.length > length && other[0] === word[0]))
  if (isRight) return guess(RIGHT)
  return guess(isClear ? 0.7 : 0.4)
}

/** Whether two words differ in an ending of up to two letters alone, as those of many languages do. */
function isForm(word: string, other: string, least: number): boolean {
  if (Math.abs(word.length - other.length) > 2) return false
  let same = 0
  while (same < word.length && word[same] === other[same]) same += 1
  return (
    same >= least &&
    word.length - same <= 2 &&
    other.length - same <= 2 &&
    (word.length === same || other.length === same)
  )
}

/** A word with each doubled letter written once: "happy" and "hapy". */
const single = (word: string): string => word.replaceAll(/(.)\1/g, '$1')

/** The word with two neighbouring letters changed about, the commonest mistake of all and two by any other count. */
const swapped = (word: string): string[] =>
  Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  )
