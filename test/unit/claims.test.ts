import { describe, expect, test } from 'vitest'
import { claimsOf } from '#src/knowledge/claim.ts'
import { dueOn, type Entry, supportOf } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { createLibrary, entriesOf } from '#src/knowledge/library.ts'
import { searchDocument } from '#src/knowledge/search-document.ts'
import { personaNamed, personasIn } from '#src/personas/find-persona.ts'
import { NOW } from '#test/support/library.ts'

const { body } = KINDS.persona.read({
  kind: 'negative',
  exclusion: 'poor-fit',
  aliases: ['Tyre kicker'],
  identity: { role: 'dreamer' },
  pains: [
    { id: 'p1', text: 'No time', cites: ['calls', 'survey'] },
    { id: 'p2', text: 'No money' },
  ],
  // biome-ignore lint/suspicious/noThenProperty: the file format names it so.
  decisionRules: [{ id: 'd1', ifNot: 'free', then: 'no', cites: ['calls'] }],
})

const tim = (more: Partial<Entry<'persona'>> = {}): Entry<'persona'> => ({
  id: 'tim',
  kind: 'persona',
  slug: 'tim',
  formerNames: [],
  title: 'Tim · Dreamer',
  names: ['Tim · Dreamer', 'Tyre kicker'],
  status: 'active',
  deputies: [],
  verifyEvery: 'P1M',
  version: 1,
  since: NOW,
  body,
  ...more,
})

describe('the claims of a body', () => {
  test('come in the order of its fields, each with its place', () => {
    expect(claimsOf(body).map(({ id, text, path }) => [id, text, path])).toEqual([
      ['p1', 'No time', ['pains', 0]],
      ['p2', 'No money', ['pains', 1]],
      ['d1', 'If not free: no', ['decisionRules', 0]],
    ])
  })

  test('are internal and without a severity of their own unless the file says more', () => {
    expect(body.pains).toMatchObject([{ audience: 'internal', severity: 3 }, { cites: [] }])
  })

  test('rest on the sources that they cite, counted once', () => {
    expect(supportOf(body)).toEqual({ sources: ['calls', 'survey'], assumptions: 1 })
  })

  test('are searched one by one, under the words by which people ask for their field', () => {
    const document = searchDocument(tim())
    expect(document.passages.map(({ id, text }) => [id, text])).toEqual([
      ['p1', 'No time'],
      ['p2', 'No money'],
      ['d1', 'If not free: no'],
    ])
    expect(document.passages[0]?.field).toMatch(/pains.* frustration/)
    expect(document.context).toMatch(/turn away[\s\S]*poor-fit[\s\S]*dreamer/)
    expect(document).toMatchObject({ about: ['tim'], names: ['Tyre kicker', 'tim'] })
  })
})

test('a verification is due after its months, on the calendar of the team', () => {
  const verifiedAt = Temporal.Instant.from('2026-01-30T23:30:00Z')
  expect(dueOn(tim({ verifiedAt }), 'UTC')?.toString()).toBe('2026-02-28')
  expect(dueOn(tim({ verifiedAt, verifyEvery: 'P1D' }), 'Asia/Tokyo')?.toString()).toBe('2026-02-01')
  expect(dueOn(tim(), 'UTC')).toBeUndefined()
})

describe('what is no longer in use', () => {
  const holding = (...entries: Entry[]) => {
    const { library, put } = createLibrary()
    put({ entries, evidence: [], members: [] })
    return library
  }

  test('a retired persona is found by its name, and by nothing else', () => {
    const library = holding(tim({ status: 'retired' }))
    expect(personaNamed(library, 'tyre kickers')?.slug).toBe('tim')
    expect(entriesOf(library, 'persona')).toEqual([])
    expect(library.index.search('no time')).toEqual([])
  })

  test('a draft is not found at all', () => {
    const library = holding(tim({ status: 'draft' }))
    expect(personaNamed(library, 'tim')).toBeUndefined()
    expect(personasIn(library, 'what does tim want')).toEqual({ personas: [], rest: 'what does tim want' })
  })

  test('a name that two personas share opens neither, and a question names both', () => {
    const other = tim({ id: 'tom', slug: 'tom', title: 'Tom · Dreamer', names: ['Tom · Dreamer'] })
    const library = holding(tim(), other)
    expect(personaNamed(library, 'dreamer')).toBeUndefined()
    expect(personaNamed(library, 'tom')?.slug).toBe('tom')
    expect(personasIn(library, 'the dreamer').personas.map(({ slug }) => slug)).toEqual(['tim', 'tom'])
  })

  test('a name of stop words alone is found only where it is all that was said', () => {
    const library = holding(tim({ names: ['Tim · Dreamer', 'IT'] }))
    expect(personaNamed(library, 'IT')?.slug).toBe('tim')
    expect(personasIn(library, 'is it expensive').personas).toEqual([])
  })
})
