import { afterAll, beforeAll, expect, test } from 'vitest'
import { JOBS } from '#jobs/index.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, JOBS)
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const alerts = async () =>
    (await direct('jonas')).filter((text) => text.includes('Northwind Freight (Carla'))

  test('an account whose tickets tripled reaches its owner once, with what to do; the first answer counts', async () => {
    for (const month of ['2026-07-01', '2026-08-01', '2026-09-01'])
      await writeMonth(database.db, month, { 'carla-operations-lead': { n: 2, kept: 2 } })
    await writeMonth(database.db, '2026-10-01', { 'carla-operations-lead': { n: 2, kept: 2 } })
    await database.db
      .$executeRaw`UPDATE account_months SET tickets = 7 WHERE month = '2026-10-01' AND account_id = 'carla-operations-lead-1'`
    await database.db
      .$executeRaw`UPDATE accounts SET owner = 'jonas', name = 'Northwind Freight' WHERE account_id = 'carla-operations-lead-1'`
    clockwork.setTime('2026-11-03T07:31')
    await clockwork.wake()
    expect(await alerts()).toEqual([
      expect.stringContaining(
        'Northwind Freight (Carla, awareness) opened 7 tickets last month, against 1 a month before.',
      ),
    ])
    await as('jonas').click({ in: '@Dramatis', label: "I'll take it" })
    await clockwork.client.quiet()
    await bot.service.idle()
    expect(await alerts()).toEqual([expect.stringContaining('Jonas Feldt took it on 3 Nov 2026.')])
    clockwork.setTime('2026-11-04T07:31')
    await clockwork.wake()
    expect(await alerts()).toHaveLength(1)
  })

  test('on Monday an owner reads what needs them; who has nothing to read gets nothing', async () => {
    clockwork.setTime('2026-11-09T08:01')
    await database.db
      .$executeRaw`UPDATE entries SET verified_at = '2026-01-01', sequence = 100000 WHERE kind = 'objection' AND slug = 'too-expensive'`
    await database.db.$executeRaw`UPDATE change_counter SET sequence = 100000`
    await clockwork.wake()
    const all = await Promise.all(['mina', 'jonas', 'ada', 'lea', 'lou', 'ines', 'sam'].map(direct))
    const weeks = all.flat().filter((text) => text.includes('Your week'))
    expect(weeks.find((text) => text.includes('went stale'))).toMatch(
      /Your week, \w+\. \d+ things? needs? you/,
    )
    expect((await direct('sam')).filter((text) => text.includes('Your week'))).toEqual([])
  })

  test('the half-year’s refresh and the quarter’s reminder are posted on the same day', async () => {
    clockwork.setTime('2027-01-08T09:31')
    await clockwork.wake()
    const said = (await clockwork.board()).map(({ plain }) => plain).join('\n')
    expect(said).toMatch(/Persona refresh, the second half of 2026: 0 of \d+ done; Mina \d+/)
    expect(said).toContain('Q4 2026:')
  })

  test('the quarter’s reminder says what is due and what is short, and who does it', async () => {
    const reminder = (await clockwork.board()).find(({ plain }) => plain.includes('short of research'))
    expect(reminder?.plain).toMatch(/Q4 2026: \d+ things to do for \d+ people by 26 Feb 2027\./)
    expect(reminder?.plain).toMatch(/\d+ entr(y|ies) to confirm/)
    const thread = (await clockwork.board(reminder?.ts)).map(({ plain }) => plain).join('\n')
    expect(thread).toContain('Ravi rests on 9 of 15 interviews')
  })

  test('Why? under a review explains its formulas and its day to whoever presses it', async () => {
    const review = (await clockwork.board()).find(({ plain }) => plain.includes('by persona'))
    await as('lea').click({ in: '#persona-board', ts: review?.ts ?? '', label: 'Why?' })
    await clockwork.client.quiet()
    await bot.service.idle()
    const why = (await as('lea').messages('#persona-board')).map(({ plain }) => plain).at(-1)
    expect(why ?? '').toContain('Europe/Berlin')
  })
})
