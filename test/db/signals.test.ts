import { beforeAll, describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { signalsOverview } from '#bot/views/signals.ts'
import { entriesOf, followLibrary } from '#src/knowledge/library.ts'
import { countSignals } from '#src/signals/count-signals.ts'
import { readCounters } from '#src/signals/counters.ts'
import { receiver } from '#src/signals/receive.ts'
import { storeChanges, watchedColumns } from '#src/signals/record.ts'
import { placeEvents } from '#src/signals/store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles, NOW } from '#test/support/knowledge.ts'

const SIGNALS = {
  'signals/pricing-visited.yaml': {
    ...{ title: 'Pricing', family: 'behavioural', does: 'visited pricing', keeps: ['path'] },
    from: [{ type: 'page', where: [{ property: 'path', operator: 'contains', value: 'pricing' }] }],
  },
  'signals/offer-made.yaml': {
    ...{ title: 'Offer', family: 'monetary', does: 'got an offer', keeps: ['from'] },
    from: [{ type: 'record', name: 'deals.stage', where: [{ property: 'to', value: 'offer' }] }],
  },
  'signals/seats-added.yaml': {
    ...{ title: 'Seats added', family: 'monetary', does: 'added seats', keeps: ['seats'] },
    from: [{ name: 'Seats Added' }],
  },
}

const daysAgo = (days: number) => NOW.subtract({ hours: 24 * days }).toString()
const page = (messageId: string, more: object = {}) => ({
  ...{ type: 'page', userId: 'u-1', messageId, properties: { path: '/pricing', email: 'eve@example.com' } },
  ...more,
})

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const receive = (...events: object[]) => {
    const ctx = { db: database.db, readLibrary: followLibrary(database.db), now: () => NOW }
    return receiver(ctx)({ events, sentAt: undefined, key: 'test', bytes: 1000 })
  }
  const eventsOf = (userId: string) =>
    database.db.event.findMany({ where: { userId }, orderBy: { messageId: 'asc' } })

  describe('events that come in', () => {
    test('are kept as the signal that they mean, with nothing but declared properties', async () => {
      await importFiles(database.db, SIGNALS)
      expect(await receive(page('p-1'), page('p-2'))).toEqual({
        stored: 2,
        known: 0,
        rejected: [],
        erased: 0,
      })
      expect(await eventsOf('u-1')).toMatchObject([
        {
          messageId: 'p-1',
          signal: 'pricing-visited',
          family: 'behavioural',
          properties: { path: '/pricing' },
        },
        { messageId: 'p-2', accountId: null },
      ])
    })

    test('are kept once, however often they are sent, in one request or several', async () => {
      const again = [page('p-1'), page('p-3'), page('p-3')]
      expect(await receive(...again)).toEqual({ stored: 1, known: 2, rejected: [], erased: 0 })
      expect(await receive(...again.toReversed())).toEqual({ stored: 0, known: 3, rejected: [], erased: 0 })
    })

    test('lose nobody to one that can not be kept, which is listed once without what it said', async () => {
      const bad = { ...page('bad-1'), userId: null, note: 'Eve is angry' }
      for (const stored of [1, 0])
        expect(await receive(bad, page('p-4'))).toEqual({
          stored,
          known: 1 - stored,
          erased: 0,
          rejected: [{ index: 0, messageId: 'bad-1', reason: expect.stringContaining('userId') }],
        })
      const rejects = await database.db.eventReject.findMany()
      expect(rejects).toMatchObject([{ id: 'bad-1', type: 'page', key: 'test' }])
      expect(JSON.stringify(rejects)).not.toMatch(/Eve|eve/)
    })

    test('keep whatever a text may hold', async () => {
      const odd = 'a"b\\c{},\n\u2028 NULL 🚚'
      await receive(page('odd', { userId: odd, properties: { path: `/pricing ${odd}` } }))
      expect(await eventsOf(odd)).toMatchObject([{ properties: { path: `/pricing ${odd}` } }])
    })

    test('find their account once somebody says where their user is', async () => {
      await receive({ type: 'group', userId: 'u-1', groupId: 'A-1', messageId: 'g-1' })
      expect((await eventsOf('u-1')).map(({ accountId }) => accountId)).toEqual(Array(5).fill('A-1'))
      await receive(page('p-5'))
      expect(await eventsOf('u-1')).toContainEqual(
        expect.objectContaining({ messageId: 'p-5', accountId: 'A-1' }),
      )
    })

    test('of a visitor are those of the user whom they turn out to be', async () => {
      await receive(page('v-1', { userId: undefined, anonymousId: 'visitor' }))
      await receive({ type: 'identify', userId: 'u-1', anonymousId: 'visitor', messageId: 'i-1' })
      await receive(page('v-2', { userId: undefined, anonymousId: 'visitor' }))
      const found = await database.db.event.findMany({ where: { messageId: { in: ['v-1', 'v-2'] } } })
      expect(found).toMatchObject([
        { userId: 'u-1', accountId: 'A-1' },
        { userId: 'u-1', accountId: 'A-1' },
      ])
    })

    test('that say late where somebody was take nothing from who said it later', async () => {
      await receive({ type: 'group', userId: 'u-1', groupId: 'A-0', messageId: 'g-0', timestamp: daysAgo(3) })
      await receive(page('p-6'))
      expect(await eventsOf('u-1')).toContainEqual(
        expect.objectContaining({ messageId: 'p-6', accountId: 'A-1' }),
      )
    })

    test('find the account of a contact that is imported after them', async () => {
      await receive(page('c-1', { userId: 'contact-7' }))
      await database.db.contact.create({ data: { contactId: 'contact-7', accountId: 'A-7' } })
      expect(await placeEvents(database.db)).toBe(1)
      expect(await eventsOf('contact-7')).toMatchObject([{ accountId: 'A-7' }])
      expect(await placeEvents(database.db)).toBe(0)
    })

    test('at once and in any order neither wait for each other for ever nor are kept twice', async () => {
      const many = Array.from({ length: 60 }, (_, index) => page(`x-${index}`, { userId: 'u-x' }))
      const batches = [many, many.toReversed(), many.slice(20), many.slice(0, 40).toReversed()]
      const results = await Promise.all(batches.map((batch) => receive(...batch)))
      expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(60)
    })
  })

  describe('a change of a row that a source gives', () => {
    const change = {
      table: 'deals',
      column: 'stage',
      id: 'D-1',
      accountId: 'A-1',
      from: 'pilot',
      to: 'offer',
    }

    test('is an event where a signal is made of it, once for each time that it changes', async () => {
      const library = await followLibrary(database.db)()
      expect(watchedColumns(library, 'deals')).toEqual(['stage'])
      expect(watchedColumns(library, 'accounts')).toEqual([])
      const changes = [change, { ...change, column: 'owner' }, { ...change, id: 'D-2', to: 'lost' }]
      expect(await storeChanges(database.db, library, changes, NOW)).toBe(1)
      expect(await storeChanges(database.db, library, changes, NOW)).toBe(0)
      expect(await storeChanges(database.db, library, changes, NOW.add({ minutes: 1 }))).toBe(1)
      expect(await database.db.event.findMany({ where: { type: 'record' } })).toMatchObject([
        { signal: 'offer-made', accountId: 'A-1', userId: null, properties: { from: 'pilot' } },
        { signal: 'offer-made' },
      ])
    })
  })

  test('what came is told by signal and family, and what came that no signal knows', async () => {
    await receive({ type: 'track', event: 'Toaster Burnt', userId: 'u-1', messageId: 'toast' })
    const known = entriesOf(await followLibrary(database.db)(), 'signal')
    const counts = await countSignals(
      database.db,
      known.map(({ slug }) => slug),
      NOW.subtract({ hours: 24 * 30 }),
    )
    const said = plainText(signalsOverview(known, counts, 30))
    expect(said).toContain('2 signals of 3 came')
    expect(said).toMatch(/Behavioural\s+\S?\s?Pricing: \d+ times, 2 accounts/)
    expect(said).toContain('None of: Seats added.')
    expect(said).toContain('No signal knows “Toaster Burnt” (1 time).')
  })

  describe('counters', () => {
    beforeAll(async () => {
      const seats = (messageId: string, days: number, value: unknown, groupId = 'B-1') => ({
        ...{ type: 'track', event: 'Seats Added', userId: 'b', messageId, timestamp: daysAgo(days) },
        ...{ context: { groupId }, properties: { seats: value } },
      })
      await receive(
        seats('s-1', 1, 5),
        seats('s-2', 6.5, 2.5),
        seats('s-3', 40, 100),
        seats('s-4', 2, 'many'),
        seats('s-5', 3, 7, 'B-2'),
      )
    })
    const needs = [
      { read: 'count', signal: 'seats-added', days: 7 },
      { read: 'count', signal: 'seats-added', days: 90 },
      { read: 'total', signal: 'seats-added', property: 'seats', days: 7 },
      { read: 'last', signal: 'seats-added' },
      { read: 'last', signal: 'pricing-visited' },
    ] as const

    const read = async (accounts: string[] | 'all', at = NOW) => {
      const of = await readCounters(database.db, accounts, [...needs], at)
      return (id: string) => {
        const { count, total, last } = of(id)
        const seats = [count('seats-added', 7), count('seats-added', 90), total('seats-added', 'seats', 7)]
        return [...seats, last('seats-added'), last('pricing-visited')]
      }
    }

    test('say how often, how much and how long ago, of each account its own', async () => {
      for (const accounts of [['B-1', 'B-2', 'nobody'], 'all'] as const) {
        const of = await read(accounts === 'all' ? 'all' : [...accounts])
        expect(of('B-1')).toEqual([3, 4, 7.5, 1, Number.POSITIVE_INFINITY])
        expect(of('B-2')).toEqual([1, 1, 7, 3, Number.POSITIVE_INFINITY])
        expect(of('nobody')).toEqual([0, 0, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
      }
    })

    test('see as of an earlier day nothing of what came later', async () => {
      const of = await read('all', NOW.subtract({ hours: 24 * 5 }))
      expect(of('B-1')).toEqual([1, 2, 2.5, 1, Number.POSITIVE_INFINITY])
    })

    test('answer nothing that was not asked for', async () => {
      const of = await readCounters(database.db, 'all', [], NOW)
      expect(() => of('B-1').count('seats-added', 7)).toThrow('count seats-added 7')
    })
  })
})
