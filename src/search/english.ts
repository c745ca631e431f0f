import { readFileSync } from 'node:fs'

let text: string | undefined

/**
 * Whether a word of four letters or more is a common one of English: such a word is no other word mistyped. It is looked
 * up in one sorted text, a word a line, which takes next to no memory.
 */
export function isEnglish(word: string): boolean {
  text ??= readFileSync(new URL('lists/english.txt', import.meta.url), 'latin1')
  let [from, to] = [0, text.length]
  while (from < to) {
    const begin = text.lastIndexOf('\n', Math.floor((from + to) / 2) - 1) + 1
    const end = text.indexOf('\n', begin)
    const line = text.slice(begin, end)
    if (line === word) return true
    if (line < word) from = end + 1
    else to = begin
  }
  return false
}
