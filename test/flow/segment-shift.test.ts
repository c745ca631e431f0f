import { afterAll, beforeAll, expect, test } from 'vitest'
import { signalMonitor } from '#jobs/signal-monitor.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const CARLA = 'carla-operations-lead'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  const month = (first: string, kept: number) =>
    writeMonth(database.db, first, {
      [CARLA]: { n: 100, kept },
      untagged: { n: 400, kept: 380 },
    })

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [signalMonitor])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const first = Temporal.PlainDate.from('2025-09-01')
    for (let ago = 0; ago < 13; ago += 1) await month(first.add({ months: ago }).toString(), 96 + (ago % 3))
    await month('2026-10-01', 80)
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const mina = () => clockwork.client.as('mina')
  const told = async () => (await mina().messages('@Dramatis')).map(({ plain }) => plain)

  test('a key metric beyond its own history reaches the owner of the persona, with its change drafted by one press', async () => {
    clockwork.setTime('2026-11-09T09:31')
    await clockwork.wake()
    expect(await told()).toEqual([
      expect.stringMatching(
        /Carla shifts: its retention is 80\.0 %, below what is usual for it\. October 2026, n 100/,
      ),
    ])
    await mina().click({ in: '@Dramatis', label: 'Draft a change' })
    await clockwork.client.quiet()
    await bot.service.idle()
    expect((await told()).at(-1)).toMatch(
      /A draft of yours: the new decision Re-segment Carla\..*\[Send to the board\]/s,
    )
    expect(await database.db.proposal.findMany()).toMatchObject([{ state: 'draft' }])
  })

  test('back within its history it is no longer told, and what was drafted is still its owner’s', async () => {
    await month('2026-11-01', 97)
    clockwork.setTime('2026-12-07T09:31')
    await clockwork.wake()
    expect(await database.db.finding.findMany({ where: { overAt: null, kind: 'metric' } })).toEqual([])
    expect(await database.db.proposal.count({ where: { state: 'draft' } })).toBe(1)
  })
})
