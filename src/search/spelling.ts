import { isEnglish } from './english.ts'
import type { Guess } from './guess.ts'
import { isLightWord } from './stop-words.ts'
import { isStopWord, wordsOf } from './words.ts'

/** Words that may be meant: those of a company's entries, and those of business. */
type Known = {
  hasWord(word: string): boolean
  guessesAt(word: string): Guess[]
  having(stem: string): number
  thesaurus: { has(word: string): boolean; guessesAt(word: string): Guess[] }
}

/** From here on a mistyped word is taken for the one that it is like. */
const SURE = 0.7

/**
 * A question with its mistyped words put right, as far as they are like one word alone that somebody has written here, or
 * else one of business: so that what they mean is found, and the phrases that they are part of.
 */
export const spelt = (text: string, known: Known): string =>
  wordsOf(text)
    .map((word) => putRight(word, known))
    .join(' ')

function putRight(word: string, { hasWord, guessesAt, having, thesaurus }: Known): string {
  if (isStopWord(word) || isLightWord(word) || isEnglish(word) || hasWord(word) || thesaurus.has(word))
    return word
  return (
    likeliest(word, guessesAt(word), having) ?? likeliest(word, thesaurus.guessesAt(word), () => 1) ?? word
  )
}

/** The surest guess that begins with the same letter; of several that are as sure, the one that is written most often. */
function likeliest(word: string, guesses: Guess[], having: Known['having']): string | undefined {
  const [best] = guesses
    .filter(
      (guess) =>
        guess.sure >= SURE && guess.word[0] === word[0] && Math.abs(guess.word.length - word.length) <= 2,
    )
    .sort((a, b) => b.sure - a.sure || having(b.stem) - having(a.stem))
  return best?.word
}
