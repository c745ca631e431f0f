import { readSynonyms } from './concepts.ts'
import { type Guess, guessesAt, type Lexicon, readLexicon } from './guess.ts'
import { THESAURUS } from './thesaurus.ts'
import { wordsOf } from './words.ts'

/** The thesaurus is read with the first question, which nobody asks while a bot starts. */
let known: ReturnType<typeof readBusiness> | undefined

function readBusiness() {
  const words = new Set(THESAURUS.flat().flatMap(wordsOf))
  const { at: guessesAt } = rememberGuesses(() => words)
  return { synonyms: readSynonyms(THESAURUS), words: { has: (word: string) => words.has(word), guessesAt } }
}

/** The thesaurus as synonyms, and its words with what is mistyped for them. */
export function business() {
  known ??= readBusiness()
  return known
}

const MOST_REMEMBERED = 1000

/** What a word may stand for is looked up once, until the words change. */
export function rememberGuesses(words: () => Iterable<string>) {
  let lexicon: Lexicon | undefined
  const remembered = new Map<string, Guess[]>()
  return {
    forget() {
      lexicon = undefined
      remembered.clear()
    },
    at(word: string): Guess[] {
      const before = remembered.get(word)
      if (before) return before
      lexicon ??= readLexicon(words())
      const guesses = guessesAt(word, lexicon)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(word, guesses)
      return guesses
    },
  }
}
