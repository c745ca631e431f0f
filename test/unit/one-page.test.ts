import { expect, test } from 'vitest'
import { applyChanges } from '#src/board/apply.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { newOverflows, overflowsOf } from '#src/personas/one-page.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ')
const claims = (count: number, length: number, prefix = 'c') =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, text: words(length), cites: [] }))

test('a card with seven claims of forty words a section fits', () => {
  expect(overflowsOf({ goals: claims(7, 40), pains: claims(7, 40, 'p') })).toEqual([])
})

test('an eighth claim and a forty-first word are too many', () => {
  expect(overflowsOf({ goals: claims(8, 1) })).toMatchObject([{ of: 'section', path: ['goals'], count: 8 }])
  expect(overflowsOf({ goals: claims(1, 41) })).toMatchObject([
    { of: 'claim', path: ['goals', 0], count: 41 },
  ])
})

test('a card of more than 1,000 words names its longest sections', () => {
  const body = {
    goals: claims(7, 40, 'g'),
    pains: claims(7, 39, 'p'),
    fears: claims(7, 38, 'f'),
    say: claims(7, 37, 's'),
  }
  expect(overflowsOf(body)).toMatchObject([
    {
      of: 'page',
      count: 1078,
      longest: [
        { field: 'goals', words: 280 },
        { field: 'pains', words: 273 },
        { field: 'fears', words: 266 },
      ],
    },
  ])
})

test('words are counted in languages without spaces', () => {
  const text = '価格より請求書の正確さを重視する'.repeat(8)
  expect(overflowsOf({ goals: [{ id: 'g', text, cites: [] }] })).toMatchObject([{ of: 'claim' }])
})

test('what was too long may stay and shrink, and not grow', () => {
  const before = { goals: claims(9, 1) }
  expect(newOverflows(before, before)).toEqual([])
  expect(newOverflows({ goals: claims(8, 1) }, before)).toEqual([])
  expect(newOverflows({ goals: claims(10, 1) }, before)).toMatchObject([{ count: 10 }])
})

test('every persona of the demo company fits on its page', async () => {
  const library = await libraryOf(DEMO)
  const personas = [...library.entries.values()].filter(({ kind }) => kind === 'persona')
  expect(personas.length).toBeGreaterThan(4)
  for (const { body } of personas) expect(overflowsOf(body)).toEqual([])
})

test('a proposal that would make a card too long is refused with the number', async () => {
  const carla = findEntry(await libraryOf(DEMO), 'persona', 'carla-operations-lead')
  if (!carla) throw new Error('Carla is missing.')
  const after = { id: 'new', text: words(41), cites: [], audience: 'internal' as const }
  const added = { type: 'added' as const, field: 'fears', after }
  expect(applyChanges('persona', carla, [added])).toEqual({
    invalid: 'at most 40 words, one statement; this would make it a claim of 41 words',
    path: 'fears',
  })
  const short = { ...added, after: { ...after, text: words(40) } }
  expect(applyChanges('persona', carla, [short])).toHaveProperty('applied')
})
