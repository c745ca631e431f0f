import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '#src/db/connect.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { type EventsServer, serveEvents } from '#src/signals/serve-events.ts'
import { addWriteKey, revokeWriteKey, writeKeys } from '#src/signals/write-key-store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { severable } from '#test/support/severable.ts'

const SIGNAL = {
  'signals/trial-started.yaml': {
    ...{ title: 'Trial', family: 'behavioural', does: 'started a trial', keeps: ['plan'] },
    from: [{ name: 'Trial Started' }],
  },
}
const now = () => Temporal.Now.instant()
const silent = createLog('silent')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let server: EventsServer
  let key: string

  beforeAll(async () => {
    const { db } = database
    server = await serveEvents({ db, readLibrary: followLibrary(db), now, log: silent }, 0)
    key = await addWriteKey(db, 'app', { by: 'operator', at: now() })
  })
  afterAll(() => server.close())

  const address = () => `http://127.0.0.1:${server.port}`
  const basic = (user: string) => `Basic ${Buffer.from(`${user}:`).toString('base64')}`
  async function post(
    path: string,
    body: string | Uint8Array<ArrayBuffer> | object,
    headers: Record<string, string> = {},
  ) {
    const plain = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const response = await fetch(`${address()}${path}`, {
      method: 'POST',
      headers: { authorization: basic(key), ...headers },
      body: plain,
    })
    return { status: response.status, body: await response.json(), headers: response.headers }
  }
  const track = (messageId: string, more: object = {}) => ({
    ...{ type: 'track', event: 'Trial Started', userId: 'u', messageId },
    ...more,
  })
  const kept = (messageId: string) => database.db.event.findUnique({ where: { messageId } })

  describe("Segment's own library for Node, pointed at it", () => {
    const client = (writeKey: string, more: object = {}) =>
      new Analytics({ writeKey, host: address(), flushAt: 5, flushInterval: 50, ...more })

    test('delivers all its calls, each as what it means', async () => {
      await importFiles(database.db, SIGNAL)
      const analytics = client(key)
      const failed: unknown[] = []
      analytics.on('error', (error) => failed.push(error))
      analytics.identify({ userId: 'eve', anonymousId: 'visitor-eve', traits: { email: 'eve@example.com' } })
      analytics.group({ userId: 'eve', groupId: 'A-9', traits: { name: 'Acme' } })
      analytics.track({ userId: 'eve', event: 'Trial Started', properties: { plan: 'gold', seat: 'window' } })
      analytics.page({ userId: 'eve', name: 'Pricing', properties: { path: '/pricing' } })
      analytics.screen({ anonymousId: 'visitor-eve', name: 'Plan' })
      analytics.alias({ userId: 'eve', previousId: 'eve-before' })
      await analytics.closeAndFlush()
      expect(failed).toEqual([])
      const events = await database.db.event.findMany({ orderBy: { type: 'asc' } })
      expect(events.map(({ type }) => type)).toEqual([
        'alias',
        'group',
        'identify',
        'page',
        'screen',
        'track',
      ])
      expect(new Set(events.map(({ userId, accountId }) => `${userId} ${accountId}`))).toEqual(
        new Set(['eve A-9']),
      )
      expect(events.at(-1)).toMatchObject({ signal: 'trial-started', properties: { plan: 'gold' } })
      expect(JSON.stringify(events)).not.toMatch(/example\.com|Acme|window/)
    })

    test('is told that its key is not known', async () => {
      const analytics = client('wrong', { maxRetries: 0 })
      const failed: { code?: string }[] = []
      analytics.on('error', (error) => failed.push(error))
      analytics.track({ userId: 'eve', event: 'Trial Started' })
      await analytics.closeAndFlush()
      expect(failed).toHaveLength(1)
    })
  })

  describe('a request', () => {
    test('of one call is answered once its event is stored', async () => {
      const { type: _type, ...call } = track('one')
      expect(await post('/v1/track', call)).toMatchObject({ status: 200, body: { success: true, stored: 1 } })
      expect(await kept('one')).toMatchObject({ type: 'track', signal: 'trial-started' })
    })

    test('that is sent again changes nothing', async () => {
      expect(await post('/v1/batch', { batch: [track('one')] })).toMatchObject({
        status: 200,
        body: { stored: 0, known: 1 },
      })
    })

    test('may be packed', async () => {
      const packed = gzipSync(JSON.stringify({ batch: [track('packed')] }))
      expect(await post('/v1/batch', packed, { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 })
      expect(await kept('packed')).not.toBeNull()
    })

    test('with a clock an hour ahead is placed by ours', async () => {
      const ahead = (minutes: number) =>
        now()
          .add({ minutes: 60 + minutes })
          .toString()
      await post('/v1/batch', { batch: [track('ahead', { timestamp: ahead(-30) })], sentAt: ahead(0) })
      const minutes = (Date.now() - Number((await kept('ahead'))?.at)) / 60_000
      expect(minutes).toBeGreaterThan(29.5)
      expect(minutes).toBeLessThan(31)
    })

    test('with one bad event keeps the others, and says which and why', async () => {
      const batch = [
        track('good'),
        track('bad', { event: undefined }),
        track('old', { timestamp: '2020-01-01' }),
      ]
      expect(await post('/v1/batch', { batch })).toMatchObject({
        status: 200,
        body: {
          ...{ success: true, stored: 1 },
          rejected: [
            { index: 1, messageId: 'bad', reason: expect.stringContaining('event is missing') },
            { index: 2, messageId: 'old', reason: expect.stringContaining('400 days back') },
          ],
        },
      })
      expect(await database.db.eventReject.count({ where: { id: { in: ['bad', 'old'] }, key: 'app' } })).toBe(
        2,
      )
    })

    test('with nothing good in it is refused', async () => {
      expect(await post('/v1/track', { userId: 'u' })).toMatchObject({
        status: 400,
        body: { success: false },
      })
    })

    test.each([
      ['no JSON', '/v1/batch', '{', {}, 400, 'no JSON'],
      ['a list', '/v1/batch', '[]', {}, 400, 'has to be a JSON object'],
      ['no batch', '/v1/batch', '{}', {}, 400, 'batch is missing'],
      [
        'packed in nothing known',
        '/v1/batch',
        '{}',
        { 'content-encoding': 'zip' },
        400,
        'gzip, deflate or br',
      ],
      [
        'not packed as it says',
        '/v1/batch',
        '{}',
        { 'content-encoding': 'gzip' },
        400,
        'The body is no gzip',
      ],
      ['too large', '/v1/batch', `{"batch":["${'x'.repeat(520_000)}"]}`, {}, 413, 'larger than 500 kB'],
      ['elsewhere', '/v2/batch', '{}', {}, 404, 'There is POST /v1/batch'],
    ])('that is %s is refused with the reason', async (_what, path, body, headers, status, reason) => {
      expect(await post(path, body, headers)).toMatchObject({
        status,
        body: { success: false, reason: expect.stringContaining(reason) },
      })
    })

    test('that unpacks to more than may be sent is refused', async () => {
      const bomb = gzipSync(`{"batch":["${'x'.repeat(5_000_000)}"]}`)
      expect(await post('/v1/batch', bomb, { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 })
    })

    test('with an event that is too large or too deep keeps the others', async () => {
      const large = track('large', { properties: { text: 'x'.repeat(33_000) } })
      const deep = `{"type":"track","messageId":"deep","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
      const body = `{"batch":[${JSON.stringify(large)},${deep},${JSON.stringify(track('small'))}]}`
      expect(await post('/v1/batch', body)).toMatchObject({
        body: {
          stored: 1,
          rejected: [
            { messageId: 'large', reason: expect.stringContaining('larger than 32 kB') },
            { messageId: 'deep', reason: expect.stringContaining('20 levels deep') },
          ],
        },
      })
    })

    test('without a key, or with one that was revoked, is not let in', async () => {
      const other = await addWriteKey(database.db, 'shop', { by: 'operator', at: now() })
      const authorization = basic(other)
      expect((await post('/v1/batch', { batch: [] }, { authorization })).status).toBe(200)
      expect(await revokeWriteKey(database.db, 'shop', { by: 'operator', at: now() })).toBe(true)
      expect(await revokeWriteKey(database.db, 'shop', { by: 'operator', at: now() })).toBe(false)
      for (const header of [authorization, '', 'Bearer x', basic('')])
        expect(await post('/v1/batch', { batch: [track('no')] }, { authorization: header })).toMatchObject({
          status: 401,
          body: { reason: expect.stringContaining('unknown or revoked') },
        })
      expect(await kept('no')).toBeNull()
    })
  })

  test('a write key is kept as a digest, and who made and revoked it is in the audit trail without it', async () => {
    const { db } = database
    expect(await writeKeys(db)).toMatchObject([{ name: 'app', by: 'operator' }, { name: 'shop' }])
    const everything = JSON.stringify(
      [await db.writeKey.findMany(), await db.auditRecord.findMany()],
      (_, value) => (typeof value === 'bigint' ? String(value) : value),
    )
    expect(everything).toContain('write key revoked')
    expect(everything).not.toContain(key)
    await expect(addWriteKey(db, 'app', { by: 'operator', at: now() })).rejects.toThrow('revoke it first')
    await expect(revokeWriteKey(db, 'nobody', { by: 'operator', at: now() })).rejects.toThrow(
      'there are app, shop',
    )
  })

  test('while the database is away nothing is acknowledged, and the library delivers it when it is back', async () => {
    const way = await severable(database.url)
    const { db, close } = connectDatabase(way.url, { poolSize: 4 })
    const apart = await serveEvents({ db, readLibrary: followLibrary(db), now, log: silent }, 0)
    const url = `http://127.0.0.1:${apart.port}`
    const health = async () => (await fetch(`${url}/health`)).status
    const answered: number[] = []
    const analytics = new Analytics({
      ...{ writeKey: key, host: url, flushAt: 1, maxRetries: 5 },
      httpClient: async (address, init) => {
        const response = await fetch(address, init)
        answered.push(response.status)
        if (answered.length === 2) way.mend()
        return response
      },
    })
    expect(await health()).toBe(200)
    way.cut()
    expect(await health()).toBe(503)
    analytics.track({ userId: 'patient', event: 'Trial Started' })
    await analytics.closeAndFlush({ timeout: 20_000 })
    expect(answered.slice(0, 2)).toEqual([503, 503])
    expect(answered.at(-1)).toBe(200)
    expect(await health()).toBe(200)
    expect(await database.db.event.count({ where: { userId: 'patient' } })).toBe(1)
    await apart.close()
    await close()
    await way.close()
  })
})
