import { readFileSync } from 'node:fs'
import { isLightWord, ROLES } from './stop-words.ts'
import { stemOf } from './words.ts'

/**
 * Words and phrases of business that mean nearly the same, one group a line, each as its phrases, the one that says best what
 * all mean first. They stand in where a company's own vocabulary says nothing, and count less than it does.
 */
export const THESAURUS: string[][] = readFileSync(new URL('lists/thesaurus.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(', '))

const COMMON = new Set([...ROLES, ...THESAURUS.flat()].map(stemOf))

/** Whether a word is one of those that business is done in, and nobody's own name. */
export const isCommonWord = (word: string): boolean => isLightWord(word) || COMMON.has(stemOf(word))

const GROUPS_OF = Map.groupBy(
  THESAURUS.flatMap((group) => group.map((phrase) => ({ stem: stemOf(phrase), group }))),
  ({ stem }) => stem,
)

/** The stems of single words that mean about the same as one. */
export const relatedTo = (word: string): string[] =>
  (GROUPS_OF.get(stemOf(word)) ?? []).flatMap(({ group }) =>
    group.filter((phrase) => !phrase.includes(' ')).map(stemOf),
  )
