import { readFileSync } from 'node:fs'

let text: string | undefined
const asked = new Map<string, boolean>()
const MOST_REMEMBERED = 10_000

/**
 * Whether a word of four letters or more is a common one of English: such a word is no other word mistyped. One text is
 * looked through, which takes a moment only and next to no memory.
 */
export function isEnglish(word: string): boolean {
  const before = asked.get(word)
  if (before !== undefined) return before
  text ??= readFileSync(new URL('lists/english.txt', import.meta.url), 'latin1')
  const is = text.includes(`\n${word}\n`)
  if (asked.size >= MOST_REMEMBERED) asked.clear()
  asked.set(word, is)
  return is
}
