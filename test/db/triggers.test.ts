import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { Context } from '#src/context.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { againFor } from '#src/triggers/again.ts'
import { answerAlert } from '#src/triggers/answer-store.ts'
import { noteToldAgain } from '#src/triggers/fire-store.ts'
import { isPoor, precisions } from '#src/triggers/precision.ts'
import { makeRule } from '#src/triggers/rules.ts'
import { sweepTriggers } from '#src/triggers/sweep.ts'
import { moveOn, SweepLost, takeSweep } from '#src/triggers/sweep-store.ts'
import { trigger } from '#src/triggers/trigger.ts'
import { tooWide, tryRule } from '#src/triggers/try-rule.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { type Happened, sweepAll, writeAccount, writeEvents } from '#test/support/happened.ts'

const ZONE = 'Europe/Berlin'
const NOON = Temporal.ZonedDateTime.from(`2026-11-20T12:00[${ZONE}]`).toInstant()

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let now = NOON
  let ctx: Context

  beforeAll(async () => {
    await seedDemo(database.db, NOON, ZONE)
    const log = createLog('silent')
    const readLibrary = followLibrary(database.db)
    ctx = { db: database.db, readLibrary, log, now: () => now, zone: ZONE, currency: 'EUR' }
  })
  beforeEach(async () => {
    now = NOON
    const { db } = database
    await db.alert.deleteMany()
    await db.event.deleteMany()
    await db.account.deleteMany()
    await db.$executeRaw`DELETE FROM trigger_sweep`
    // The first look only notes from where on it looks.
    await sweep()
    await writeAccount(db, {
      id: 'northwind',
      name: 'Northwind Freight',
      owner: 'jonas',
      persona: 'carla-operations-lead',
    })
  })

  const sweep = (worker?: string) => sweepAll(ctx, worker)
  const daysAgo = (days: number) => now.subtract({ hours: 24 * days })
  const escalated = (days: number, account = 'northwind'): Happened => ({
    account,
    signal: 'ticket-escalated',
    at: daysAgo(days),
  })
  const alerts = async () =>
    (await database.db.alert.findMany({ orderBy: { firedAt: 'asc' } })).map(
      ({ trigger, accountId, reader, state, recoveredAt }) =>
        [trigger, accountId, reader, recoveredAt ? 'over' : state].join(' '),
    )
  const only = async () => {
    const [alert, ...others] = await database.db.alert.findMany()
    expect(others).toEqual([])
    if (!alert) throw new Error('There is no alert.')
    return alert
  }

  describe('upon what happened', () => {
    test('the third escalation in 14 days fires, once, for who owns the account, with what it was and why it matters', async () => {
      await writeEvents(database.db, [escalated(9), escalated(3)])
      await sweep()
      expect(await alerts()).toEqual([])
      await writeEvents(database.db, [escalated(0)])
      await sweep()
      await sweep()
      expect(await alerts()).toEqual(['escalations-pile-up northwind jonas breached'])
      const { facts, ruleVersion, persona, stage } = await only()
      expect({ ruleVersion, persona, stage }).toEqual({
        ruleVersion: 1,
        persona: 'carla-operations-lead',
        stage: 'adoption',
      })
      expect(facts).toMatchObject({
        name: 'Northwind Freight',
        said: 'opened 3 escalations in 14 days',
        happened: [
          { what: 'escalated a ticket' },
          { what: 'escalated a ticket' },
          { what: 'escalated a ticket' },
        ],
        why: { text: 'Accounts like this renewed 19 pt less often (n 57).', cites: ['renewal-cohorts'] },
        play: { title: 'Rescue after escalation', step: { number: 1 } },
      })
    })

    test('nothing fires for what is long over, however late it arrives; what is still so fires', async () => {
      await writeEvents(database.db, [escalated(40), escalated(39), escalated(38)])
      await sweep()
      expect(await alerts()).toEqual([])
      await writeEvents(database.db, [escalated(2), escalated(1)])
      await sweep()
      expect(await alerts()).toEqual([])
      await writeEvents(database.db, [escalated(6)])
      await sweep()
      expect(await alerts()).toEqual(['escalations-pile-up northwind jonas breached'])
    })

    test('it is over by itself when the condition is, keeps still for its cooldown, and fires again after it', async () => {
      await writeEvents(database.db, [escalated(12), escalated(11), escalated(10)])
      await sweep()
      now = NOON.add({ hours: 24 * 3 })
      await sweep()
      expect(await alerts()).toEqual(['escalations-pile-up northwind jonas over'])
      await writeEvents(database.db, [escalated(0), escalated(1)])
      await sweep()
      expect(await alerts()).toHaveLength(1)
      now = NOON.add({ hours: 24 * 15 })
      await writeEvents(database.db, [escalated(0)])
      await sweep()
      expect(await alerts()).toEqual([
        'escalations-pile-up northwind jonas over',
        'escalations-pile-up northwind jonas breached',
      ])
    })

    test('an account without an owner goes to who answers for its persona; a trigger that names somebody tells them', async () => {
      await writeAccount(database.db, { id: 'kraft', persona: 'ravi-systems-lead' })
      await writeEvents(database.db, [
        ...[1, 2, 3].map((days) => escalated(days, 'kraft')),
        { account: 'northwind', signal: 'webinar-attended', at: daysAgo(3) },
        { account: 'northwind', signal: 'comparison-downloaded', at: daysAgo(1) },
      ])
      await sweep()
      const { owner } = (await ctx.readLibrary()).entries.get('persona/ravi-systems-lead') ?? {}
      expect((await alerts()).toSorted()).toEqual([
        `escalations-pile-up kraft ${owner} breached`,
        'webinar-and-comparison northwind lou breached',
      ])
    })

    // PGlite has one session, in which nobody overtakes anybody.
    if (engine !== 'PGlite')
      test('events that one transaction stores after a later one are looked at all the same', async () => {
        const [begun, overtaken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
        const slow = database.db.$transaction(async (tx) => {
          await writeEvents(tx, [escalated(1)])
          begun.resolve()
          await overtaken.promise
        })
        await begun.promise
        await writeEvents(database.db, [escalated(2), escalated(3)])
        await sweepTriggers(ctx, randomUUID())
        expect(await alerts()).toEqual([])
        overtaken.resolve()
        await slow
        await sweep()
        expect(await alerts()).toEqual(['escalations-pile-up northwind jonas breached'])
      })
  })

  describe('in the morning', () => {
    test('what did not happen is found: a trial without a hand-off after five days, and not with one', async () => {
      await writeAccount(database.db, { id: 'kraft' })
      await writeEvents(database.db, [
        { account: 'northwind', signal: 'trial-started', at: daysAgo(5) },
        { account: 'kraft', signal: 'trial-started', at: daysAgo(5) },
        { account: 'kraft', signal: 'hand-off-sent', at: daysAgo(2) },
      ])
      now = NOON.add({ hours: 20 })
      await sweep()
      expect(await alerts()).toEqual(['trial-without-hand-off northwind noor breached'])
      expect((await only()).facts).toMatchObject({
        said: expect.stringContaining('began a trial 5 days ago'),
      })
      await writeEvents(database.db, [{ account: 'northwind', signal: 'hand-off-sent', at: daysAgo(0) }])
      now = now.add({ hours: 2 })
      await sweep()
      expect(await alerts()).toEqual(['trial-without-hand-off northwind noor over'])
    })

    test('tickets surge against the own average of an account, not on few tickets or a short past', async () => {
      const histories = {
        loud: [2, 2, 2, 6],
        steady: [6, 6, 6, 7],
        quiet: [1, 1, 1, 3],
        young: [1, 9],
        sudden: [0, 0, 0, 5],
      }
      for (const [id, tickets] of Object.entries(histories))
        await writeAccount(database.db, { id, owner: 'jonas' }, { until: '2026-10-01', tickets })
      now = NOON.add({ hours: 20 })
      await sweep()
      expect((await alerts()).toSorted()).toEqual([
        'ticket-surge loud jonas breached',
        'ticket-surge sudden jonas breached',
      ])
    })

    test('a feed that has stopped is no customer who has, and what did not happen is found once events come again', async () => {
      const daily = Array.from({ length: 28 }, (_, day) => ({
        ...{ account: 'kraft', signal: 'hand-off-sent' },
        at: daysAgo(5 + day),
      }))
      await writeAccount(database.db, { id: 'kraft' })
      await writeEvents(database.db, [
        { account: 'northwind', signal: 'trial-started', at: daysAgo(5) },
        ...daily,
      ])
      now = NOON.add({ hours: 20 })
      await sweep()
      expect(await alerts()).toEqual([])
      await writeEvents(database.db, [{ account: 'kraft', signal: 'hand-off-sent', at: NOON }])
      now = NOON.add({ hours: 44 })
      await sweep()
      expect(await alerts()).toEqual(['trial-without-hand-off northwind noor breached'])
    })

    test('every account is looked at once a morning', async () => {
      now = NOON.add({ hours: 20 })
      expect(await sweep()).toMatchObject({ accounts: 1 })
      expect(await sweep()).toMatchObject({ accounts: 0 })
    })
  })

  describe('whatever dies', () => {
    test('a batch that was looked at by somebody who lost it writes nothing, and the next one looks again', async () => {
      const [slow, other] = [randomUUID(), randomUUID()]
      const mark = await takeSweep(database.db, { id: slow, leaseMs: 1 })
      if (!mark) throw new Error('The sweep is taken.')
      await writeEvents(database.db, [escalated(3), escalated(2), escalated(1)])
      await sweep(other)
      const late = moveOn(database.db, { id: slow, leaseMs: 1 }, mark, mark, () => Promise.resolve())
      await expect(late).rejects.toBeInstanceOf(SweepLost)
      expect(await alerts()).toEqual(['escalations-pile-up northwind jonas breached'])
    })

    test('who fails while writing has moved nothing: the next look finds the same', async () => {
      await writeEvents(database.db, [escalated(3), escalated(2), escalated(1)])
      const sweeper = { id: randomUUID(), leaseMs: 60_000 }
      const mark = await takeSweep(database.db, sweeper)
      if (!mark) throw new Error('The sweep is taken.')
      const failing = moveOn(database.db, sweeper, mark, { ...mark, seenIn: '999999' }, () =>
        Promise.reject(new Error('killed')),
      )
      await expect(failing).rejects.toThrow('killed')
      await sweep(sweeper.id)
      expect(await alerts()).toEqual(['escalations-pile-up northwind jonas breached'])
    })

    test('many who look at once find each thing once', async () => {
      await writeEvents(database.db, [escalated(3), escalated(2), escalated(1)])
      await Promise.all(Array.from({ length: 4 }, () => sweep()))
      expect(await alerts()).toHaveLength(1)
    })
  })

  describe('before it is proposed', () => {
    const ruleOf = (said: object) => {
      const body = trigger.body.parse({ family: 'support', says: 'did it', ...said })
      return makeRule(body, { slug: 'new', version: 0, title: 'New' })
    }
    const crowd = async () => {
      for (let number = 0; number < 12; number += 1)
        await writeAccount(database.db, { id: `account-${number}`, name: `Account ${number}` })
    }

    test('a trigger is tried over 90 days: what it would have fired, when and where', async () => {
      await writeEvents(database.db, [
        ...[70, 69, 68].map((days) => escalated(days)),
        ...[3, 2, 1].map((days) => escalated(days)),
        ...[120, 119, 118].map((days) => escalated(days)),
      ])
      const rule = ruleOf({ on: ['ticket-escalated'], condition: "count('ticket-escalated', 14) >= 3" })
      const tried = await tryRule(database.db, rule, { to: now, zone: ZONE })
      expect(
        tried.fired.map(({ account, at }) => [account.id, Math.round(now.since(at).total('days'))]),
      ).toEqual([
        ['northwind', 1],
        ['northwind', 68],
      ])
      expect(tried).toMatchObject({ accounts: 1, eligible: 1, days: 90 })
      expect(await alerts()).toEqual([])
    })

    test('one that matches everything is refused by its dry run, unless it says that it is meant to', async () => {
      await crowd()
      const everything = { condition: "count('ticket-escalated', 14) == 0" }
      const fault = await database.db.$transaction((tx) => tooWide(tx, ruleOf(everything)))
      expect(fault).toMatch(/would have fired for 100 % of its accounts in 90 days; or wide: true/)
      const wide = await database.db.$transaction((tx) => tooWide(tx, ruleOf({ ...everything, wide: true })))
      expect(wide).toBeUndefined()
      const narrow = { ...everything, personas: ['carla-operations-lead'] }
      expect(await database.db.$transaction((tx) => tooWide(tx, ruleOf(narrow)))).toBeUndefined()
    })

    test('so is a file of it that is imported, with its place', async () => {
      await crowd()
      const text = 'title: All of them\nfamily: support\ncondition: "true"\nsays: is there\n'
      const folder = await folderOf({ 'triggers/all.yaml': text })
      const importing = importFolder(database.db, folder, { direct: true, now, zone: ZONE, actor: 'mina' })
      await expect(importing).rejects.toThrow(
        /triggers\/all\.yaml:3 condition: found "true", expected a narrower condition/,
      )
    })
  })

  test('a trigger that fewer than 3 of 10 find useful over 20 answers is worth a change', async () => {
    const rule = { slug: 'escalations-pile-up', version: 1 }
    for (let number = 0; number < 20; number += 1) {
      const id = `account-${number}`
      await writeAccount(database.db, { id, owner: 'jonas' })
      await writeEvents(database.db, [escalated(3, id), escalated(2, id), escalated(1, id)])
    }
    await sweep()
    const judged = async () => (await precisions(database.db, [rule])).get(rule.slug)
    for (const [index, { id }] of (await database.db.alert.findMany()).entries()) {
      expect(isPoor((await judged()) ?? { useful: 0, of: 0 })).toBe(false)
      const given = index < 5 ? { answer: 'done' as const } : { answer: 'dismiss' as const, reason: 'known' }
      await answerAlert(database.db, id, { ...given, by: 'jonas' }, now)
    }
    expect(await judged()).toMatchObject({ fired: 20, useful: 5, of: 20 })
    expect(isPoor((await judged()) ?? { useful: 0, of: 0 })).toBe(true)
    expect((await precisions(database.db, [{ ...rule, version: 2 }])).get(rule.slug)).toMatchObject({ of: 0 })
  })

  test('beyond what one person gets in a day alerts are held back for the digest', async () => {
    const accounts = Array.from({ length: 5 }, (_, index) => `account-${index}`)
    for (const id of accounts) await writeAccount(database.db, { id, owner: 'jonas' })
    await writeEvents(
      database.db,
      accounts.flatMap((id) => [escalated(3, id), escalated(2, id), escalated(1, id)]),
    )
    await sweep()
    const rows = await database.db.alert.findMany()
    expect(rows.map(({ held }) => held).toSorted()).toEqual([false, false, false, true, true])
  })

  describe('answers', () => {
    const fired = async () => {
      await writeEvents(database.db, [escalated(3), escalated(2), escalated(1)])
      await sweep()
      return (await only()).id
    }

    test('the first who takes it has it; whoever comes too late learns whose it is', async () => {
      const id = await fired()
      const [jonas, lea] = [
        await answerAlert(database.db, id, { answer: 'take', by: 'jonas' }, now),
        await answerAlert(database.db, id, { answer: 'take', by: 'lea' }, now),
      ]
      expect([jonas?.taken, lea?.taken]).toEqual([true, false])
      expect(lea?.alert).toMatchObject({ state: 'acknowledged', answeredBy: 'jonas' })
      expect(await only()).toMatchObject({ useful: true })
    })

    test('what nobody answered is said again after two days, what is snoozed when the snooze is over', async () => {
      const id = await fired()
      expect(await againFor('jonas', now, ctx)).toEqual([])
      now = NOON.add({ hours: 49 })
      expect((await againFor('jonas', now, ctx)).map((alert) => alert.id)).toEqual([id])
      await noteToldAgain(database.db, [id], now)
      expect(await againFor('jonas', now, ctx)).toEqual([])
      const until = now.add({ hours: 72 })
      await answerAlert(database.db, id, { answer: 'snooze', until, by: 'jonas' }, now)
      now = now.add({ hours: 71 })
      expect(await againFor('jonas', now, ctx)).toEqual([])
      now = now.add({ hours: 2 })
      expect((await againFor('jonas', now, ctx)).map((alert) => alert.id)).toEqual([id])
    })

    test('an answer to what is over changes nothing', async () => {
      const id = await fired()
      now = NOON.add({ hours: 24 * 13 })
      await sweep()
      const late = await answerAlert(database.db, id, { answer: 'dismiss', by: 'jonas', reason: 'late' }, now)
      expect(late).toMatchObject({ taken: false, alert: { state: 'breached' } })
      expect(late?.alert.recoveredAt).toBeDefined()
    })
  })
})
