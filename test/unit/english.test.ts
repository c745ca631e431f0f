import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isEnglish } from '#src/search/english.ts'

const LIST = fileURLToPath(new URL('../../src/search/lists/english.txt', import.meta.url))

test('every word of the list is found, from the first to the last', () => {
  const words = readFileSync(LIST, 'latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(words.length).toBeGreaterThan(40_000)
  expect(words.filter((word) => !isEnglish(word))).toEqual([])
})

test.each([
  '',
  'a',
  'aardvar',
  'aardvarkz',
  'optiroute',
  'zzzz',
  'Über',
  'директор',
  '価格',
  'Copyright',
  '# Permission',
])('nothing else is: %s', (word) => {
  expect(isEnglish(word)).toBe(false)
})
