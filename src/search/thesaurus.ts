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

/** Words of business that begin with the same two letters: those alone are stemmed, since few are asked for at the start. */
const beginningOf = (word: string): string => word.slice(0, 2)
const COMMON = Map.groupBy(
  [...ROLES, ...THESAURUS.flat().filter((phrase) => !phrase.includes(' '))],
  beginningOf,
)

/** Whether a word is one of those that business is done in, and nobody's own name. */
export const isCommonWord = (word: string): boolean =>
  isLightWord(word) || (COMMON.get(beginningOf(word)) ?? []).some((common) => stemOf(common) === stemOf(word))

let groupsOf: ReadonlyMap<string, string[][]> | undefined

function readGroups(): ReadonlyMap<string, string[][]> {
  const groups = new Map<string, string[][]>()
  for (const group of THESAURUS)
    for (const phrase of group)
      if (!phrase.includes(' ')) {
        const stem = stemOf(phrase)
        groups.set(stem, [...(groups.get(stem) ?? []), group])
      }
  return groups
}

/** The stems of single words that mean about the same as one. */
export function relatedTo(word: string): string[] {
  groupsOf ??= readGroups()
  return (groupsOf.get(stemOf(word)) ?? []).flatMap((group) =>
    group.filter((phrase) => !phrase.includes(' ')).map(stemOf),
  )
}
