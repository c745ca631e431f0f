import { afterAll, beforeAll, expect, test } from 'vitest'
import { signalMonitor } from '#jobs/signal-monitor.ts'
import { openFindings } from '#src/findings/store.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const CARLA = 'carla-operations-lead'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  const month = (first: string, carla: number) =>
    writeMonth(database.db, first, {
      [CARLA]: { n: carla, kept: carla },
      untagged: { n: 500 - carla, kept: 400 - carla },
    })

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [signalMonitor])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const first = Temporal.PlainDate.from('2025-09-01')
    for (let ago = 0; ago < 13; ago += 1) await month(first.add({ months: ago }).toString(), 100 + (ago % 3))
    await month('2026-10-01', 70)
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const told = async () => (await as('mina').messages('@Dramatis')).map(({ plain }) => plain)
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }
  const press = async (label: string) => {
    await as('mina').click({ in: '@Dramatis', label })
    await clockwork.client.quiet()
    await bot.service.idle()
  }

  test('a drift is told to its owner once, on a business day, and not while it lasts', async () => {
    await wakeAt('2026-11-07T09:31')
    expect(await told()).toEqual([])
    await wakeAt('2026-11-09T09:31')
    await wakeAt('2026-11-09T09:40')
    await wakeAt('2026-11-10T09:31')
    expect(await told()).toEqual([
      expect.stringMatching(
        /Carla is a smaller part of our customers than usual: 14\.0 %\. October 2026, 70 of 500/,
      ),
    ])
    expect(await openFindings(database.db)).toMatchObject([{ kind: 'drift', persona: CARLA, reader: 'mina' }])
  })

  test('somebody else does not answer it, and that is recorded', async () => {
    const [finding] = await openFindings(database.db)
    const act = { action: 'finding-snooze', value: { finding: finding?.id, key: 'x' } }
    expect(await pressUnshown('sam', act, clockwork.means.ctx)).toMatch(/^Mina Albrecht answers this one\./)
    expect(await database.db.auditRecord.count({ where: { action: 'refused' } })).toBe(1)
    expect(await openFindings(database.db)).toMatchObject([{ state: 'found' }])
  })

  test('snoozed it is told again after 30 days, acknowledged no more', async () => {
    await press('Snooze 30 days')
    expect((await told())[0]).toMatch(/Mina Albrecht snoozed it until 10 Dec 2026/)
    await month('2026-11-01', 70)
    await wakeAt('2026-12-09T09:31')
    expect(await told()).toHaveLength(1)
    await wakeAt('2026-12-10T09:31')
    expect(await told()).toHaveLength(2)
    await press('Acknowledge')
    expect((await told())[1]).toMatch(/Mina Albrecht has seen it\./)
    await wakeAt('2026-12-14T09:31')
    expect(await told()).toHaveLength(2)
  })

  test('a month that is not delivered ends nothing; one within its range does, and the next drift is told', async () => {
    await wakeAt('2027-01-04T09:31')
    expect(await openFindings(database.db)).toHaveLength(1)
    await month('2026-12-01', 101)
    await wakeAt('2027-01-05T09:31')
    expect(await openFindings(database.db)).toEqual([])
    await month('2027-01-01', 40)
    await wakeAt('2027-02-02T09:31')
    expect(await told()).toHaveLength(3)
    expect(await database.db.finding.count()).toBe(2)
  })

  test('what follows from it is drafted with one click, once, and by nobody else', async () => {
    const [finding] = await openFindings(database.db)
    const act = { action: 'draft-finding', value: { finding: finding?.id, key: 'x' } }
    expect(await pressUnshown('sam', act, clockwork.means.ctx)).toMatch(/^Mina Albrecht answers this one\./)
    await press('Draft a change')
    expect((await told()).at(-1)).toMatch(
      /A draft of yours: the new decision Re-segment Carla\. Nobody else sees it yet\.\n.*\+ Carla is a smaller part of our customers .*\[Send to the board\] \[Edit\] \[Throw away\]/s,
    )
    const message = (await as('mina').messages('@Dramatis')).find(({ plain }) => plain.includes('[Snooze'))
    await as('mina').click({ in: '@Dramatis', ts: message?.ts ?? '', label: 'Draft a change' })
    await clockwork.client.quiet()
    await bot.service.idle()
    expect(await database.db.proposal.findMany()).toMatchObject([
      { state: 'draft', origin: { finding: finding?.id } },
    ])
  })
})
