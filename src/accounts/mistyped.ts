import type { Database } from '#src/db/connect.ts'
import { closest } from '#src/search/closest.ts'
import { foldLetters, tokensOf } from './account-name.ts'
import { FIRST_WORD } from './named-in.ts'

/** Of a shorter word one letter may be wrong, of a longer one two; nearly nobody mistypes the first two. */
const LONG_WORD = 8
const SURELY_RIGHT = 2
/** More words than these are no names. */
const MOST = 3

/** A text in which each of these words that is nearly the first of an account's name is that. */
export async function withNamesRight(db: Database, text: string, words: string[]): Promise<string> {
  const meant = await Promise.all(
    words.slice(0, MOST).map(async (word) => [foldLetters(word), await firstWordAlmost(db, word)] as const),
  )
  const right = new Map(meant)
  return tokensOf(text).reduceRight((left, { word, from, to }) => {
    const by = right.get(word)
    return by === undefined ? left : `${left.slice(0, from)}${by}${left.slice(to)}`
  }, text)
}

async function firstWordAlmost(db: Database, typed: string): Promise<string | undefined> {
  const word = foldLetters(typed)
  const begins = `${word.slice(0, SURELY_RIGHT).replaceAll(/[\\%_]/g, '')}_%`
  const rows = await db.$queryRaw<{ first: string }[]>`
    SELECT DISTINCT ${FIRST_WORD} AS first FROM accounts WHERE ${FIRST_WORD} LIKE ${begins}`
  return closest(
    word,
    rows.map(({ first }) => first),
    word.length < LONG_WORD ? 1 : 2,
  )
}
