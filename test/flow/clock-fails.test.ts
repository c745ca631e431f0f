import { once } from 'node:events'
import { createServer } from 'node:net'
import type { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deleteDuplicates } from '#bot/slack/find-key.ts'
import { EVENT_TYPE } from '#bot/slack/send.ts'
import { planJob } from '#jobs/plan.ts'
import { runOnce } from '#jobs/run-once.ts'
import { claimSlot } from '#src/posts/slots.ts'
import { failingRuns } from '#src/runs/log.ts'
import { type Clockwork, forgetRuns, startClockwork, writeAutumn } from '#test/support/clockwork.ts'
import { onEngine, onEveryEngine, useDatabase } from '#test/support/database.ts'
import { wireTo } from '#test/support/wire-to.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db)
    await writeAutumn(database.db)
  })
  afterAll(() => clockwork.sandbox.close())
  beforeEach(async () => {
    clockwork.sandbox.reset()
    await clockwork.client.noFaults()
    await forgetRuns(database.db)
    clockwork.setTime('2026-10-20T12:00')
    await clockwork.wake()
    clockwork.setTime('2026-11-04T09:01')
  })

  const expectOneReview = async () => {
    const all = await clockwork.board()
    expect(all).toHaveLength(1)
    expect(await clockwork.board(all[0]?.ts)).toHaveLength(3)
    expect(await database.db.jobRun.findMany()).toMatchObject([{ state: 'posted' }])
  }

  test.each(['invalid_auth', 'channel_not_found', 'token_revoked', 'is_archived'])(
    'while Slack says %s a review is not lost: it is tried again later, and one stays',
    async (error) => {
      await clockwork.client.faults({ kind: 'error', method: 'chat.postMessage', times: 1, error })
      await clockwork.wake()
      expect(await clockwork.board()).toEqual([])
      const [failing] = await failingRuns(database.db)
      expect(failing).toMatchObject({
        state: 'open',
        step: 'pictured',
        words: expect.stringContaining(error),
      })
      await database.db.jobRun.updateMany({ data: { nextTryAt: null } })
      await clockwork.wake()
      await expectOneReview()
      expect(await failingRuns(database.db)).toEqual([])
    },
  )

  test('what Slack finds too long is said in plain words', async () => {
    await clockwork.client.faults({
      kind: 'error',
      method: 'chat.postMessage',
      times: 2,
      error: 'msg_blocks_too_long',
    })
    await clockwork.wake()
    await expectOneReview()
    expect((await clockwork.board())[0]?.plain).toContain('October 2026 by persona')
  })

  test('a duplicate behind many other messages is found, also where two look for it at once', async () => {
    await clockwork.wake()
    const { ctx, wire } = clockwork.means
    const post = await database.db.post.findFirstOrThrow({ where: { key: 'kpi-review/2026-10/board' } })
    const metadata = { event_type: EVENT_TYPE, event_payload: { key: post.key } }
    await wire.client.chat.postMessage({ channel: post.channel, text: 'The same again', metadata })
    const chatter = Array.from({ length: 210 }, (_, n) => ({ channel: post.channel, text: `No ${n}` }))
    for (const said of chatter) await wire.client.chat.postMessage(said)
    const look = () =>
      deleteDuplicates({ channelId: post.channel }, ctx.now().subtract({ hours: 1 }), ctx, wire)
    expect((await Promise.all([look(), look()])).flat()).toContain(post.key)
    const texts = (await clockwork.client.as('mina').messages('#persona-board', { limit: 500 })).map(
      ({ plain }) => plain,
    )
    expect(texts.filter((text) => !/No \d+$/.test(text))).toEqual([
      expect.stringContaining('October 2026 by persona'),
    ])
  })

  test('where the connection is refused for a while, one review stays', async () => {
    const unused = createServer().listen(0, '127.0.0.1')
    await once(unused, 'listening')
    const address = unused.address()
    const port = typeof address === 'object' ? address?.port : undefined
    unused.close()
    const { wire } = clockwork.means
    const refusing = wireTo({ botToken: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/` })
    let calls = 0
    const chat = {
      postMessage: async (...args: Parameters<WebClient['chat']['postMessage']>) => {
        calls += 1
        return await (calls === 1 ? refusing : wire).poster.chat.postMessage(...args)
      },
    }
    for (const job of clockwork.means.jobs) await planJob(job, clockwork.means.ctx)
    await runOnce({ ...clockwork.means, wire: { ...wire, poster: { chat } as unknown as WebClient } })
    expect(calls).toBe(4)
    await expectOneReview()
  })
})

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('posts to one channel get their turns one after another, whoever asks, and other channels wait for none', async () => {
    const { db } = database
    const turns = await Promise.all(Array.from({ length: 5 }, () => claimSlot(db, 'C1', 10_000)))
    const inOrder = turns.toSorted((a, b) => a - b)
    expect(inOrder[0]).toBe(0)
    for (const [index, away] of inOrder.entries()) {
      expect(away).toBeLessThanOrEqual(index * 10_000)
      expect(away).toBeGreaterThan(index * 10_000 - 5000)
    }
    expect(await claimSlot(db, 'C2', 10_000)).toBe(0)
  })
})
