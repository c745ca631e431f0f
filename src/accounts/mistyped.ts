import type { Database } from '#src/db/connect.ts'
import { closest } from '#src/search/closest.ts'
import { foldLetters, tokensOf } from './account-name.ts'
import { FIRST_WORD } from './named-in.ts'

/** Of a shorter word one letter may be wrong, of a longer one two; nearly nobody mistypes the first two. */
const LONG_WORD = 8
const SURELY_RIGHT = 2
/** More words than these are no names. */
const MOST = 3

/** A text with names put right, and which words were read as what. */
export type PutRight = { text: string; read: { typed: string; as: string }[] }

/** A text in which each of these words that is nearly the first of an account's name is that. */
export async function withNamesRight(db: Database, text: string, words: string[]): Promise<PutRight> {
  const meant = await Promise.all(
    words.slice(0, MOST).map(async (word) => [foldLetters(word), await firstWordAlmost(db, word)] as const),
  )
  const right = new Map(meant)
  const read = tokensOf(text).flatMap(({ word, ...place }) => {
    const as = right.get(word)
    return as === undefined ? [] : [{ ...place, as }]
  })
  return {
    text: read.reduceRight((left, { as, from, to }) => `${left.slice(0, from)}${as}${left.slice(to)}`, text),
    read: read.map(({ written, as }) => ({ typed: written, as })),
  }
}

async function firstWordAlmost(db: Database, typed: string): Promise<string | undefined> {
  const word = foldLetters(typed)
  const begins = `${word.slice(0, SURELY_RIGHT).replaceAll(/[\\%_]/g, '')}_%`
  const rows = await db.$queryRaw<{ first: string }[]>`
    SELECT DISTINCT ${FIRST_WORD} AS first FROM accounts WHERE ${FIRST_WORD} LIKE ${begins} AND gone_at IS NULL`
  const names = rows.map(({ first }) => first).filter((first) => !isOfSameWord(word, first))
  return closest(word, names, word.length < LONG_WORD ? 1 : 2)
}

const ENDINGS = new Set(['', 'n', 'r', 's', 'en', 'er', 'es'])

/** "Bremen" and "Bremer": the same word with another ending is no mistake. */
function isOfSameWord(one: string, other: string): boolean {
  const differs = [...one].findIndex((letter, at) => other[at] !== letter)
  const from = differs < 0 ? one.length : differs
  return ENDINGS.has(one.slice(from)) && ENDINGS.has(other.slice(from))
}
