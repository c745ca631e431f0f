import { describe, expect, test } from 'vitest'
import type { SearchDocument } from '#src/search/document.ts'
import { kindTold } from '#src/search/kind-told.ts'
import { createMeanings } from '#src/search/meanings.ts'
import { createSearchIndex } from '#src/search/search-index.ts'
import { closenessTo, meaningOf, SIZE } from '#src/search/vectors.ts'
import { stemOf, stemsOf } from '#src/search/words.ts'

const close = (one: string, other: string): number => {
  const [a, b] = [meaningOf(stemsOf(one)), meaningOf(stemsOf(other))]
  return a && b ? a.reduce((sum, number, at) => sum + number * (b[at] ?? 0), 0) : 0
}

describe('what words mean', () => {
  test.each([
    ['reimbursement', 'refund', 'weather'],
    ['the lorry broke down', 'a vehicle stands still', 'the invoice is wrong'],
    ['they want to wait', 'postpone it', 'teach the staff'],
  ])('“%s” is closer to “%s” than to “%s”', (one, near, far) =>
    expect(close(one, near)).toBeGreaterThan(close(one, far) + 0.1),
  )

  test('is nothing for words that nobody has explained, and of length 1 for all others', () => {
    expect(meaningOf(stemsOf('zorbification'))).toBeUndefined()
    expect(meaningOf([])).toBeUndefined()
    expect(close('reimbursement', 'reimbursement')).toBeCloseTo(1, 5)
  })

  test('a word alone is as close as the text that has nothing else', () => {
    const measure = closenessTo(meaningOf(stemsOf('reimbursement')) ?? new Float32Array(SIZE))
    expect(measure(stemOf('refund'))?.close).toBeCloseTo(close('reimbursement', 'refund'), 1)
    expect(measure('zorbif')).toBeUndefined()
  })
})

describe('meanings side by side', () => {
  const text = (words: string) => meaningOf(stemsOf(words)) ?? new Float32Array(SIZE)

  test('give the nearest first, also after some were changed and taken away', () => {
    const meanings = createMeanings()
    const others = Array.from({ length: 100 }, (_, at) => `other${at}`)
    for (const id of others) meanings.put(id, () => text('rain and snow'))
    meanings.put('refund', () => text('money back, a refund'))
    meanings.put('wait', () => text('wait until next year'))
    expect(meanings.nearest(text('rain'), 200)).toHaveLength(102)
    for (const id of others.slice(0, 99)) meanings.delete(id)
    meanings.delete('nobody')
    meanings.put('other99', () => text('postpone it until spring'))
    meanings.put('never', () => undefined)
    expect(meanings.nearest(text('they ask for reimbursement'), 1)).toEqual(['refund'])
    expect(meanings.nearest(text('they would rather wait'), 2).toSorted()).toEqual(['other99', 'wait'])
    expect(meanings.nearest(text('rain'), 5)).toHaveLength(3)
    expect(meanings.closeness('refund', text('money back, a refund'))).toBeCloseTo(1, 5)
    expect(meanings.closeness('other3', text('rain and snow'))).toBe(0)
  })

  test('what shares no word with a question is found by its meaning where that is asked for', () => {
    const index = createSearchIndex()
    const document = (id: string, title: string, said: string): SearchDocument => ({
      id,
      kind: 'playbook',
      title,
      names: [],
      asked: [],
      context: '',
      about: [],
      passages: [{ id: 'p1', field: 'steps', text: said }],
    })
    index.put([
      document('spill', 'Drowned crops', 'Pump the field dry within a day'),
      document('fair', 'At the fair', 'Hand out a card to each visitor'),
    ])
    const question = 'inundation of farmland'
    expect(index.search(question)).toEqual([])
    const found = index.search(question, { byMeaning: true })
    expect(found[0]?.near.whole).toBeGreaterThan(0)
    expect(found.toSorted((a, b) => b.near.whole - a.near.whole)[0]?.id).toBe('spill')
  })
})

describe('the kind of entry that a question asks for', () => {
  const likeliest = (question: string) =>
    [...kindTold(question)].toSorted((a, b) => b[1] - a[1]).map(([kind]) => kind)[0]

  test.each([
    ['she says it costs way too much', 'objection'],
    ['which questions should i ask in the first call', 'discovery'],
    ['who else has to sign in a big account', 'committee'],
    ['how do we stand against the market leader', 'competitor'],
    ['steps to save an account that wants to cancel', 'playbook'],
    ['where is the printer on the second floor', 'none'],
    ['how many holidays do i have left', 'none'],
  ])('%s → %s', (question, kind) => expect(likeliest(question)).toBe(kind))

  test('is a chance for each, together 1, whatever is typed', () => {
    for (const question of ['', '?', 'ちょっと待って', 'x'.repeat(5000)]) {
      const chances = [...kindTold(question).values()]
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 5)
      expect(Math.min(...chances)).toBeGreaterThanOrEqual(0)
    }
  })
})
