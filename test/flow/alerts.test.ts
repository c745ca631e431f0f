import { afterAll, beforeAll, expect, test } from 'vitest'
import { JOBS } from '#jobs/index.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { writeAccount, writeEvents } from '#test/support/happened.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  const jobs = JOBS.filter(({ name }) => name === 'trigger-sweep')
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, jobs)
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const cards = async () => (await direct('jonas')).filter((text) => text.includes('Northwind Freight ('))
  const settled = async () => {
    await clockwork.client.quiet()
    await bot.service.idle()
  }

  test('what happened reaches the owner of the account within a minute, and stays one card whatever is pressed', async () => {
    const now = clockwork.means.ctx.now()
    await writeAccount(database.db, { id: 'northwind', name: 'Northwind Freight', owner: 'jonas' })
    const escalated = (hours: number) => ({
      account: 'northwind',
      signal: 'ticket-escalated',
      at: now.subtract({ hours }),
    })
    await writeEvents(database.db, [escalated(50), escalated(20), escalated(1)])
    await clockwork.wake()
    expect(await cards()).toEqual([
      expect.stringMatching(
        /Northwind Freight \(adoption\) opened 3 escalations in 14 days\. Accounts like this renewed 19 pt less often/,
      ),
    ])
    await as('jonas').click({ in: '@Dramatis', label: "I'll take it" })
    await settled()
    expect(await cards()).toEqual([expect.stringContaining('Jonas Feldt took it on 20 Oct 2026.')])
    await as('jonas').click({ in: '@Dramatis', label: 'Done' })
    await settled()
    await clockwork.wake()
    expect(await cards()).toEqual([expect.stringContaining('Jonas Feldt is done with it on 20 Oct 2026.')])
  })

  test('it is over by itself, and its card says so', async () => {
    clockwork.setTime('2026-11-04T12:00')
    await clockwork.wake()
    expect(await cards()).toEqual([expect.stringContaining('Over by itself on 4 Nov 2026.')])
  })
})
