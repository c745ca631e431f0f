import { beforeAll, describe, expect, test } from 'vitest'
import { fieldInWords } from '#bot/views/field-words.ts'
import type { Library } from '#src/knowledge/library.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

let library: Library

describe('what a decision holds is read in words', () => {
  beforeAll(async () => {
    library = await libraryOf(DEMO)
  })

  test.each([
    ['gains', 'ola-network-director', 'Ola · Network Director'],
    ['choice', 'insufficient-data', 'insufficient data'],
    ['from', '2026-11-22', '22 Nov 2026'],
    [
      'weights',
      [
        { persona: 'carla-operations-lead', weight: 60 },
        { persona: 'finn-finance-lead', weight: 40 },
      ],
      'Carla 60 and Finn 40',
    ],
  ])('%s', (field, value, words) => {
    expect(fieldInWords(field, value, library)).toBe(words)
  })
})
