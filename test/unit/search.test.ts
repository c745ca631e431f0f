import { describe, expect, test } from 'vitest'
import { closest } from '#src/search/closest.ts'
import { conceptsOf, readSynonyms } from '#src/search/concepts.ts'
import type { SearchDocument } from '#src/search/document.ts'
import { relatedTo } from '#src/search/related.ts'
import { createSearchIndex } from '#src/search/search-index.ts'
import { stemsOf, wordsOf } from '#src/search/words.ts'

describe('words', () => {
  test.each([
    ["Don't STOP, it's 5 o'clock!", ['don', 't', 'stop', 'it', 's', '5', 'o', 'clock']],
    ['Café, Übergrößen, naïve', ['cafe', 'ubergrossen', 'naive']],
    ['経理部長は何を重視しますか。', ['経理', '部長', 'は', '何', 'を', '重視', 'し', 'ます', 'か']],
    ['ガイド が 必要', ['ガイド', 'が', '必要']],
    ['한국어 문장', ['한국어', '문장']],
    ['Что важно?', ['что', 'важно']],
    ['<!channel> *bold* `code`', ['channel', 'bold', 'code']],
    ['🙂 …', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words))

  test('inflected words have one stem', () => {
    for (const some of [
      ['hesitate', 'hesitates', 'hesitating'],
      ['renewal', 'renewals', 'renew'],
      ['driver', 'drivers'],
    ])
      expect(new Set(some.flatMap(stemsOf)).size).toBe(1)
  })
})

describe('what a question is about', () => {
  const synonyms = readSynonyms([
    ['Price', 'cost', 'how much', 'price list'],
    ['Onboarding', 'set up'],
  ])
  const said = (question: string) =>
    conceptsOf(question, synonyms).map((concept) => concept.said.map((words) => words.join(' ')))

  test.each([
    ['What is the weather like?', [['weather']]],
    ['How much does the set up cost?', [['how much', 'cost'], ['set up']]],
    ['the price list of drivers', [['price list'], ['driver']]],
    ['driver, drivers and the driver', [['driver']]],
    ['who is it?', [['who'], ['is'], ['it']]],
    ['', []],
  ])('%s', (question, concepts) => expect(said(question)).toEqual(concepts))

  test('a phrase of the vocabulary stands for all that mean the same', () => {
    const [price] = conceptsOf('fee or cost', synonyms).slice(-1)
    expect(price?.phrases).toEqual([['price'], ['cost'], ['how', 'much'], ['price', 'list']])
  })
})

const document = (
  id: string,
  title: string,
  text: string,
  more: Partial<SearchDocument> = {},
): SearchDocument => ({
  id,
  kind: 'objection',
  title,
  names: [],
  asked: [],
  context: '',
  about: [],
  passages: text
    .split('. ')
    .map((sentence, index) => ({ id: `p${index + 1}`, field: 'say', text: sentence })),
  ...more,
})

describe('the index', () => {
  const index = createSearchIndex()
  index.put([
    document('price', 'Too expensive', 'Put hours beside the price. Name the worst case'),
    document('time', 'No time now', 'Ask again in January. The rollout takes eleven hours'),
    document('data', 'Data protection', 'Hosted in Frankfurt. Deleted after thirty days', {
      kind: 'vocabulary',
    }),
    document('carla', 'Carla', 'Afraid of a rollout in peak', {
      kind: 'persona',
      about: ['carla'],
      names: ['Operations Lead'],
    }),
    document('finn', 'Finn', 'Afraid of the price of year two', { kind: 'persona', about: ['finn'] }),
  ])
  index.setSynonyms([
    ['rollout', 'go-live', 'implementation project'],
    ['hosting', 'hosted'],
  ])
  const ids = (question: string, options = {}) => index.search(question, options).map(({ id }) => id)

  test.each([
    ['expensive', 'price'],
    ['expensiv', 'price'],
    ['expnsive', 'price'],
    ['too expensives', 'price'],
    ['protecting data', 'data'],
    ['protec', 'data'],
    ['operations leads', 'carla'],
  ])('finds what %s means, inflected, mistyped or begun', (question, id) => expect(ids(question)[0]).toBe(id))

  test('finds what means the same', () => {
    expect(ids('implementation project').toSorted()).toEqual(['carla', 'time'])
    expect(ids('hosting')).toEqual(['data'])
  })

  test('says how much of a question one place has, rare words counted most', () => {
    expect(index.search('hours of the rollout')[0]).toMatchObject({
      id: 'time',
      coverage: 1,
      passages: ['p2'],
    })
    expect(index.search('the price of submarines')[0]?.coverage).toBeLessThan(0.5)
    expect(index.search('hosted after a rollout')[0]?.coverage).toBeLessThan(0.6)
    expect(index.search('submarines')).toEqual([])
    expect(index.search('…')).toEqual([])
  })

  test('takes no word of English for another one that is mistyped', () => {
    const here = createSearchIndex()
    here.put([document('launch', 'The launch', 'Patterns of packing')])
    const coverage = (question: string) => here.search(question)[0]?.coverage ?? 0
    for (const question of ['lunch', 'patients', 'parking']) expect(coverage(question)).toBeLessThan(0.5)
    for (const question of ['launsh', 'paterns', 'paking']) expect(coverage(question)).toBeGreaterThan(0.5)
  })

  test('puts a mistyped word right before it looks for what means the same', () => {
    const here = createSearchIndex()
    here.put([document('refund', 'Refund', 'Pay at once'), document('other', 'Other', 'Else')])
    expect(here.search('reimbursment')[0]?.id).toBe('refund')
  })

  test('knows what was bought for what somebody buys, and what is decided for a decision', () => {
    const here = createSearchIndex()
    here.put([document('buy', 'Who buys it', 'Decides alone'), document('other', 'Other', 'Else')])
    for (const question of ['what they bought', 'their decision'])
      expect(here.search(question).map(({ id }) => id)).toEqual(['buy'])
  })

  test('believes what heads a group of the thesaurus more than what merely stands in it', () => {
    const group = readSynonyms([['price', 'fee', 'tariff', 'charge']])
    const sure = (said: string, other: string) =>
      relatedTo([said], group).find(({ phrase }) => phrase.join(' ') === other)?.sure ?? 0
    expect(sure('price', 'fee')).toBeGreaterThan(sure('tariff', 'fee'))
  })

  test('asks of the persona that is named, too: what is for anybody covers less', () => {
    const coverage = (id: string) =>
      index.search('afraid of the rollout', { about: ['carla'] }).find((hit) => hit.id === id)?.coverage
    expect(coverage('carla')).toBe(1)
    expect(coverage('time')).toBeLessThan(0.8)
  })

  test('is found by a phrase of which no word is in the question', () => {
    const here = createSearchIndex()
    here.put([
      document('small', 'You are too small for us', 'Name the owners'),
      document('other', 'Other', 'Else'),
    ])
    expect(here.search('might they go bankrupt?')[0]?.id).toBe('small')
  })

  test('a number in a story tells next to nothing', () => {
    const here = createSearchIndex()
    here.put([document('van', 'Vans', 'Ask for the log-in'), document('number', 'Else', 'In 18 cases')])
    expect(here.search('18 vans')[0]?.id).toBe('van')
  })

  test('leaves out other kinds, and what is said of other personas', () => {
    expect(ids('price', { kind: 'persona' })).toEqual(['finn'])
    expect(ids('afraid', { about: ['carla'] })).toEqual(['carla'])
    expect(ids('price', { limit: 1 })).toHaveLength(1)
  })

  test('follows what is changed and removed, also in what it takes for a misspelling', () => {
    index.put([document('time', 'Not in peak', 'Ask for a giraffe')])
    expect(ids('giraffe')).toEqual(['time'])
    expect(ids('eleven')).toEqual([])
    index.remove('time')
    index.remove('time')
    expect(ids('giraffe')).toEqual([])
    expect(ids('girafe')).toEqual([])
  })

  test('looks through the one document that says a rare word, however much others say of the rest', () => {
    const crowded = createSearchIndex()
    const wishes = 'She wants goals, wishes, needs, aims, desires and hopes'
    const others = Array.from({ length: 60 }, (_, number) => document(`p${number}`, wishes, wishes))
    const beside = Array.from({ length: 200 }, (_, number) => document(`b${number}`, 'Invoices', 'Paid late'))
    crowded.put([...others, ...beside, document('one', 'Filters', 'She wants a quarbel')])
    const found = crowded.search('who needs, wishes, hopes or aims at a quarbel?', { limit: 40 })
    expect(found.map(({ id }) => id)).toContain('one')
  })
})

describe('the nearest name', () => {
  const names = ['carla', 'finn', 'owner-ollie', '経理部長']
  test.each([
    ['karla', 'carla'],
    ['Finn', 'finn'],
    ['fin', 'finn'],
    ['owner-oli', 'owner-ollie'],
    ['経理', undefined],
    ['経理課長', '経理部長'],
    ['clara', undefined],
    ['zoe', undefined],
    ['', undefined],
  ])('of %s is %s', (word, name) => expect(closest(word, names)).toBe(name))
})
