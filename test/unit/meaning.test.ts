import { describe, expect, test, vi } from 'vitest'
import { readAheadOf } from '#src/knowledge/read-ahead.ts'
import type { SearchDocument } from '#src/search/document.ts'
import { kindTold } from '#src/search/kind-told.ts'
import { createMeanings } from '#src/search/meanings.ts'
import { createSearchIndex } from '#src/search/search-index.ts'
import { closeness, meaningOf, SIZE } from '#src/search/vectors.ts'
import { stemsOf } from '#src/search/words.ts'

const close = (one: string, other: string): number => {
  const [a, b] = [meaningOf(stemsOf(one)), meaningOf(stemsOf(other))]
  return a && b ? closeness(a, b) : 0
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
    expect(close('reimbursement', 'reimbursement')).toBeCloseTo(1, 1)
  })
})

describe('meanings side by side', () => {
  const text = (words: string) => meaningOf(stemsOf(words)) ?? new Int8Array(SIZE)

  const document = (id: string, title: string, said = ''): SearchDocument => ({
    id,
    kind: 'playbook',
    title,
    names: [],
    asked: [],
    context: '',
    about: [],
    passages: said === '' ? [] : [{ id: 'p1', field: '', text: said }],
  })

  test('give the nearest first, also after some were changed and taken away', () => {
    const meanings = createMeanings()
    const others = Array.from({ length: 100 }, (_, at) => `other${at}`)
    for (const id of others) meanings.put(document(id, 'rain and snow'))
    meanings.put(document('refund', 'money back, a refund'))
    meanings.put(document('wait', 'wait until next year'))
    expect(meanings.nearest(text('rain'), 200)).toHaveLength(102)
    for (const id of others.slice(0, 99)) meanings.delete(id)
    meanings.delete('nobody')
    meanings.delete('other99')
    meanings.put(document('other99', 'postpone it until spring'))
    meanings.put(document('never', 'zorbification'))
    expect(meanings.nearest(text('they ask for reimbursement'), 1)).toEqual(['refund'])
    expect(meanings.nearest(text('they would rather wait'), 2).toSorted()).toEqual(['other99', 'wait'])
    expect(meanings.nearest(text('rain'), 5)).toHaveLength(3)
  })

  test('are read a part with each question, and all of them ahead', () => {
    const all = Array.from({ length: 700 }, (_, at) => document(`rain${at}`, 'rain and snow'))
    const [asked, ahead] = [createMeanings(), createMeanings()]
    for (const each of [...all, document('refund', 'money back, a refund')]) {
      asked.put(each)
      ahead.put(each)
    }
    expect(asked.nearest(text('reimbursement'), 1)).not.toEqual(['refund'])
    expect(asked.nearest(text('reimbursement'), 1)).toEqual(['refund'])
    expect(ahead.readAhead(200)).toBe(true)
    expect(ahead.readAhead(600)).toBe(false)
    expect(ahead.nearest(text('reimbursement'), 1)).toEqual(['refund'])
  })

  test('are read ahead a while after a change, a few at a time until there are no more', () => {
    vi.useFakeTimers()
    let left = 50
    const readLater = readAheadOf((most) => {
      left -= most
      return left > 0
    })
    readLater()
    readLater()
    expect(left).toBe(50)
    vi.advanceTimersByTime(3000)
    expect(left).toBe(30)
    vi.runAllTimers()
    expect(left).toBe(-10)
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('say how near the nearest line, the nearest way to ask and the whole come', () => {
    const meanings = createMeanings()
    const refund = {
      ...document('refund', 'rain and snow', 'money back, a refund'),
      asked: ['wait until spring'],
    }
    const near = meanings.nearness(refund, text('money back, a refund'))
    expect(near.line).toBeCloseTo(1, 1)
    expect(near.whole).toBeGreaterThan(near.asked)
    expect(meanings.nearness(refund, text('wait until spring')).asked).toBeCloseTo(1, 1)
    const unknown = document('unknown', 'zorbification')
    expect(meanings.nearness(unknown, text('a refund'))).toEqual({ line: 0, asked: 0, whole: 0 })
  })

  test('what shares no word with a question is found by its meaning where that is asked for', () => {
    const index = createSearchIndex()
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
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 1)
      expect(Math.min(...chances)).toBeGreaterThanOrEqual(0)
    }
  })
})
