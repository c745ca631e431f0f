import { readFileSync } from 'node:fs'

let text: string | undefined

/**
 * Whether a word of four letters or more is a common one of English: such a word is no other word mistyped. One text is
 * looked through, which takes a moment only and next to no memory.
 */
export function isEnglish(word: string): boolean {
  text ??= readFileSync(new URL('lists/english.txt', import.meta.url), 'latin1')
  return text.includes(`\n${word}\n`)
}
