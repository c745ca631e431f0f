import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Wire } from '#bot/slack/wire.ts'
import { channelNamed } from '#bot/stand-in.ts'
import { JOBS } from '#jobs/index.ts'
import { tellAlerts } from '#jobs/tell-alerts.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { sweepTriggers } from '#src/triggers/sweep.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { writeAccount, writeEvents } from '#test/support/happened.ts'

const CHANNEL = 'renewals'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>
  let days = 0

  beforeAll(async () => {
    const jobs = JOBS.filter(({ name }) => name === 'trigger-sweep')
    clockwork = await startClockwork(database.db, jobs)
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await clockwork.client.addChannel({ name: CHANNEL, members: ['jonas', 'sam'] })
  })
  beforeEach(async () => {
    await clockwork.client.noFaults()
    await database.db.alert.deleteMany()
    await database.db.account.deleteMany()
    // What one receiver had of a day's cards is no matter on the next.
    days += 1
    clockwork.setTime(`2026-10-${20 + days}T12:00`)
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  /** A trigger of which a channel is told. */
  async function addTrigger() {
    const trigger = `title: Invoices open
owner: sam
family: monetary
on: [payment-failed]
condition: count('payment-failed', 7) >= 1
says: has an invoice open
channel: ${channelNamed(CHANNEL, clockwork.sandbox)}
cap: 2
`
    await importFolder(database.db, await folderOf({ 'triggers/invoices-open.yaml': trigger }), {
      ...{ direct: true, now: clockwork.means.ctx.now(), zone: 'Europe/Berlin', actor: 'mina' },
    })
  }
  const as = (who: string) => clockwork.client.as(who)
  const fails = async (id: string, owner?: string) => {
    await writeAccount(database.db, { id, name: `Account ${id}`, ...(owner !== undefined && { owner }) })
    const at = clockwork.means.ctx.now().subtract({ hours: 1 })
    await writeEvents(database.db, [{ account: id, signal: 'payment-failed', at }])
  }
  const read = async (who: string, where: string, id: string) =>
    (await as(who).messages(where)).map(({ plain }) => plain).filter((text) => text.includes(`Account ${id}`))
  const inChannel = (id: string) => read('jonas', `#${CHANNEL}`, id)
  const direct = (who: string, id: string) => read(who, '@Dramatis', id)

  test('an account that nobody owns is told of in the channel of its trigger, where whoever takes it says so', async () => {
    await addTrigger()
    await fails('alone')
    await clockwork.wake()
    expect(await inChannel('alone')).toEqual([expect.stringContaining('has an invoice open')])
    await as('sam').click({ in: `#${CHANNEL}`, label: "I'll take it" })
    await clockwork.client.quiet()
    await bot.service.idle()
    expect(await inChannel('alone')).toEqual([expect.stringMatching(/Sam \S+ took it/)])
  })

  test('beyond its cap a day is one list, which grows instead of being sent again', async () => {
    for (const id of ['cap-1', 'cap-2', 'cap-3']) await fails(id)
    await clockwork.wake()
    await fails('cap-4')
    await clockwork.wake()
    const all = (await as('jonas').messages(`#${CHANNEL}`)).map(({ plain }) => plain)
    const told = all.filter((text) => text.includes('Account cap-'))
    expect(told).toHaveLength(3)
    expect(told.at(-1)).toMatch(/2 more alerts today(?=.*Account cap-3).*Account cap-4/s)
  })

  test('while Slack asks to wait one card stays away, nobody else waits, and it comes a minute later', async () => {
    await fails('hurry')
    await fails('owned', 'jonas')
    await clockwork.client.faults({
      ...{ kind: 'ratelimited', method: 'chat.postMessage', times: 1, retryAfter: 120 },
    })
    await clockwork.wake()
    const told = [...(await inChannel('hurry')), ...(await direct('jonas', 'owned'))]
    expect(told).toHaveLength(1)
    await clockwork.wake()
    await clockwork.wake()
    expect(await inChannel('hurry')).toHaveLength(1)
    expect(await direct('jonas', 'owned')).toHaveLength(1)
  })

  test('an owner whose account in Slack is gone is passed over, and whoever gets it reads why', async () => {
    await fails('orphan', 'jonas')
    await clockwork.client.faults({
      ...{ kind: 'error', method: 'conversations.open', times: 1, error: 'user_disabled' },
    })
    await clockwork.wake()
    expect(await direct('jonas', 'orphan')).toEqual([])
    expect(await inChannel('orphan')).toEqual([
      expect.stringMatching(/It comes to you since I can’t write to Jonas Feldt in Slack\./),
    ])
    expect(await database.db.alert.findMany()).toMatchObject([{ reader: null, channel: expect.any(String) }])
    await clockwork.wake()
    expect(await inChannel('orphan')).toHaveLength(1)
  })

  test('whoever is killed right after its post, or before it is noted, leaves one card', async () => {
    await fails('killed')
    const { ctx, wire } = clockwork.means
    await sweepTriggers(ctx, randomUUID())
    // Killed between what was found and what is said of it: nothing of it is lost.
    expect(await inChannel('killed')).toEqual([])
    await tellAlerts({ ctx, wire: dyingAfterPost(wire) })
    expect(await inChannel('killed')).toHaveLength(1)
    expect(await database.db.alert.findMany()).toMatchObject([{ shownStep: 0 }])
    await clockwork.wake()
    expect(await inChannel('killed')).toHaveLength(1)
    await database.db.alert.updateMany({ data: { shownStep: 0 } })
    await clockwork.wake()
    expect(await inChannel('killed')).toHaveLength(1)
  })

  test('a channel that was archived takes nothing any more: the persona’s owner is told, and an old card stays as it is', async () => {
    await fails('before')
    await clockwork.wake()
    await clockwork.client.archive(`#${CHANNEL}`)
    await fails('after')
    await clockwork.wake()
    expect(await direct('mina', 'after')).toEqual([
      expect.stringMatching(/It comes to you since I can’t write to #\S+ in Slack\./),
    ])
    await as('mina').click({ in: '@Dramatis', label: 'Done' })
    await clockwork.client.quiet()
    await bot.service.idle()
    expect(await direct('mina', 'after')).toEqual([expect.stringContaining('Mina Albrecht is done with it')])
    // Over by itself, which its card can't be told any more: that holds nobody up.
    await database.db.event.deleteMany()
    clockwork.setTime(`2026-10-${20 + days}T14:00`)
    await clockwork.wake()
    await clockwork.wake()
    const rows = await database.db.alert.findMany()
    expect(rows.map(({ step, shownStep }) => step - shownStep)).toEqual([0, 0])
  })
})

/** A process that dies when its post is in Slack, before anything of that is written down. */
function dyingAfterPost(wire: Wire): Wire {
  const chat = Object.create(wire.poster.chat)
  chat.postMessage = async (post: Parameters<typeof wire.poster.chat.postMessage>[0]) => {
    await wire.poster.chat.postMessage(post)
    throw new Error('killed')
  }
  const poster = Object.create(wire.poster, { chat: { value: chat } })
  return { ...wire, poster }
}
