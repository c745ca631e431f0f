import { describe, expect, test } from 'vitest'
import type { Answered } from '#bot/commands/command.ts'
import { wordFirst } from '#bot/word-first.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import { searchDocument } from '#src/knowledge/search-document.ts'
import { isWayToAsk, type Learned, learnedLike, type Pointing } from '#src/questions/learned.ts'
import { askingOf, NOW } from '#test/support/library.ts'

const EXPENSIVE = 'objection/too-expensive'
const OLLIE = 'persona/owner-ollie'

const entryOf = (kind: 'objection' | 'persona', slug: string, title: string, said: object): Entry => ({
  id: slug,
  kind,
  slug,
  formerNames: [],
  title,
  names: [title],
  status: 'active',
  deputies: [],
  verifyEvery: 'P1M',
  version: 1,
  since: NOW,
  body: KINDS[kind].read(said).body,
})

const ollie = entryOf('persona', 'owner-ollie', 'Owner Ollie', {
  kind: 'primary',
  pains: [{ id: 'p1', text: 'Everything waits for him' }],
})
const expensive = entryOf('objection', 'too-expensive', 'Too expensive', {
  asked: ['they frown at the invoice'],
  say: [{ id: 's1', text: 'Start with one site' }],
})

const pointing = (entry: string | undefined, more: Partial<Pointing> = {}): Pointing => ({
  id: 'q1',
  text: 'Who pays for forklift training?',
  at: NOW,
  entry,
  ...more,
})

function holding(...entries: Entry[]) {
  const { library, put } = createLibrary()
  const learn = (...questions: Pointing[]) => put({ entries: [], evidence: [], members: [], questions })
  const change = (...changed: Entry[]) => put({ entries: changed, evidence: [], members: [] })
  change(...entries)
  return { library, learn, change, foundBy: (text: string) => ids(library, text) }
}

const ids = ({ index }: Library, text: string) => index.search(text).map(({ id }) => id)

describe('a question that was answered by pointing to an entry', () => {
  test('is a way to ask for it beside those that the entry says itself', () => {
    expect(searchDocument(expensive).asked).toEqual(['they frown at the invoice'])
    expect(searchDocument(expensive, ['who pays?']).asked).toEqual(['they frown at the invoice', 'who pays?'])
  })

  test('is found, also worded differently, and so are the ways that the entry says itself', () => {
    const { learn, foundBy } = holding(ollie, expensive)
    expect(foundBy('forklift training')).toEqual([])
    learn(pointing(EXPENSIVE))
    expect(foundBy('forklifts and the training for them')).toEqual([EXPENSIVE])
    expect(foundBy('frown')).toEqual([EXPENSIVE])
  })

  test('stays one when the entry changes, and is none while the entry is retired', () => {
    const { learn, change, foundBy } = holding(expensive)
    learn(pointing(EXPENSIVE))
    change({ ...expensive, version: 2, title: 'Too dear' })
    expect(foundBy('forklift')).toEqual([EXPENSIVE])
    change({ ...expensive, version: 3, status: 'retired' })
    expect(foundBy('forklift')).toEqual([])
    change({ ...expensive, version: 4 })
    expect(foundBy('forklift')).toEqual([EXPENSIVE])
  })

  test('of an entry that is not there changes nothing until it is', () => {
    const { learn, change, foundBy } = holding(ollie)
    learn(pointing(EXPENSIVE), pointing('persona/nobody', { id: 'q2', text: 'Who drives the crane?' }))
    expect([foundBy('forklift'), foundBy('crane')]).toEqual([[], []])
    change(expensive)
    expect(foundBy('forklift')).toEqual([EXPENSIVE])
  })

  test('moves with its owner’s word, and is forgotten when that no longer holds', () => {
    const { library, learn, foundBy } = holding(ollie, expensive)
    learn(pointing(EXPENSIVE))
    learn(pointing(OLLIE))
    expect(foundBy('forklift')).toEqual([OLLIE])
    learn(pointing(undefined))
    expect(foundBy('forklift')).toEqual([])
    expect(library.learned.size).toBe(0)
  })

  test('is one of the newest thirty of its entry', () => {
    const { learn, foundBy } = holding(expensive)
    const numbered = (index: number) =>
      pointing(EXPENSIVE, { id: `q${index}`, text: `crane number${index}x`, at: NOW.add({ hours: index }) })
    learn(...Array.from({ length: 31 }, (_, index) => numbered(index)))
    expect(foundBy('number0x')).toEqual([])
    expect([foundBy('number1x'), foundBy('number30x')]).toEqual([[EXPENSIVE], [EXPENSIVE]])
  })

  test('is learned only where it is a line that says what it is about', () => {
    const { library, learn } = holding(expensive)
    const about = 'Who pays for forklift training? '
    expect(isWayToAsk(about)).toBe(true)
    for (const text of [about.repeat(10), 'and what is it?', '?!', '']) {
      expect(isWayToAsk(text)).toBe(false)
      learn(pointing(EXPENSIVE, { text }))
    }
    expect(library.learned.size).toBe(0)
  })
})

describe('a question like a learned one', () => {
  const learned = (id: string, text: string): Learned => ({ id, text, at: NOW, entry: EXPENSIVE })
  const forklift = learned('q1', 'Who pays for the forklift training?')

  test.each([
    'paying for forklift training',
    'who PAYS for training of forklift drivers?',
    'forklift trainings',
  ])('shares most of its words: %s', (text) => {
    expect(learnedLike(text, [forklift])).toBe(forklift)
  })

  test.each(['who pays for the crane?', 'forklift', 'too expensive', '', '?!', 'フォークリフト'])(
    'is not: %s',
    (text) => {
      expect(learnedLike(text, [forklift])).toBeUndefined()
    },
  )

  test('is told of the one that it is most like, and of equals of the newest', () => {
    const crane = learned('q2', 'Who pays for the crane training?')
    const again = learned('q3', 'Forklift training: who pays?')
    expect(learnedLike('paying for crane training', [again, crane, forklift])).toBe(crane)
    expect(learnedLike('paying for forklift training', [again, crane, forklift])).toBe(again)
    expect(learnedLike('paying for forklift training')).toBeUndefined()
  })
})

describe('the very same question', () => {
  const answered = (entry: Entry): Answered & { command: string } => ({
    found: 'entry',
    shown: { view: entry.kind, slug: entry.slug },
    entries: [entry],
    next: [],
    considered: [ollie],
    command: 'question',
  })
  const asking = (library: Library, now = NOW) => ({ ...askingOf(library), now })
  const learned = (entry: Entry) => {
    const { library, learn } = holding(ollie, entry)
    learn(pointing(EXPENSIVE))
    return library
  }

  test('is left to what its owner said, with one button to the entry', () => {
    const asked = (now: Temporal.Instant) =>
      wordFirst(answered(expensive), ' who pays for  forklift TRAINING?', asking(learned(expensive), now))
    const found = asked(NOW)
    expect(found).toMatchObject({ found: 'nothing', nearest: [expensive, ollie] })
    expect(found.next.map(({ text }) => text)).toEqual(['Owner Ollie'])
    const later = asked(NOW.add({ hours: 181 * 24 }))
    expect(later.next.map(({ text }) => text)).toEqual(['Too expensive', 'Owner Ollie'])
  })

  test('is answered by the entry once that has changed, as another question is at once', () => {
    const changed = { ...expensive, since: NOW.add({ seconds: 1 }) }
    const text = 'who pays for forklift training?'
    expect(wordFirst(answered(changed), text, asking(learned(changed)))).toEqual(answered(changed))
    const other = 'what does forklift training cost?'
    expect(wordFirst(answered(expensive), other, asking(learned(expensive)))).toEqual(answered(expensive))
    expect(wordFirst(answered(ollie), text, asking(learned(expensive)))).toEqual(answered(ollie))
  })
})
