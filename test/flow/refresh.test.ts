import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runByHand } from '#jobs/by-hand.ts'
import { personaRefresh } from '#jobs/persona-refresh.ts'
import { keepFindings } from '#src/findings/store.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const CARLA = 'carla-operations-lead'
const RUN = 'persona-refresh/2026-H2/board'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [personaRefresh])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const half = { [CARLA]: { n: 50, kept: 40 }, untagged: { n: 20, kept: 20 } }
    await writeMonth(database.db, '2026-06-01', { ...half, 'finn-finance-lead': { n: 40, kept: 40 } })
    await writeMonth(database.db, '2026-12-01', { ...half, 'finn-finance-lead': { n: 60, kept: 60 } })
    await database.db.$executeRaw`UPDATE account_months SET persona = ${CARLA}
      WHERE month = '2026-12-01' AND account_id IN ('untagged-1', 'untagged-2')`
    const unused = { kind: 'unused', persona: 'finn-finance-lead', answers: 120 } as const
    await keepFindings(database.db, 'mina', [{ id: randomUUID(), facts: unused }], clockwork.means.ctx.now())
    await clockwork.wake()
    clockwork.setTime('2027-01-08T09:31')
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const settled = async () => {
    await clockwork.client.quiet({ forMs: 50 })
    await bot.service.idle()
    await clockwork.client.quiet({ forMs: 50 })
  }
  const card = async () =>
    (await clockwork.board()).filter(({ plain }) =>
      plain.includes('Persona refresh, the second half of 2026'),
    )
  async function part(name: string) {
    const [refresh] = await card()
    const thread = await clockwork.board(refresh?.ts)
    return thread.find(({ plain }) => new RegExp(`\\n *${name}: `).test(plain))
  }
  async function click(who: string, label: string, name: string, nth = 1) {
    const message = await part(name)
    const at = { thread: message?.thread ?? '', ts: message?.ts ?? '' }
    await as(who).click({ in: '#persona-board', ...at, label, nth })
    await settled()
  }

  test('counts in the channel, and gives each persona its part with what the data say', async () => {
    const [said] = await card()
    expect(said?.plain).toMatch(/0 of 24 done; Mina \d+/)
    expect(said?.plain).toContain('Without a persona: 15 % of customers.')
    expect(said?.plain).toContain('Unusual: Finn, 1 finding.')
    expect((await part('Finn'))?.plain).toContain('Story: ⚠ Nobody needed Finn in 90 days. Verified on')
    const carla = (await part('Carla'))?.plain
    expect(carla).toContain('42 of 120 customers (35 %) at the end of December, ▼ 5.0 pt in half a year')
    expect(carla).toContain('2 retagged to it, 0 away from it')
  })

  test('its owner ticks an item once, however often it is delivered; somebody else is told whose it is', async () => {
    await click('jonas', 'Nothing changed', 'Carla')
    expect(await database.db.tick.count()).toBe(0)
    expect(await database.db.auditRecord.count({ where: { action: 'refused' } })).toBe(1)
    await clockwork.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await click('mina', 'Nothing changed', 'Carla')
    expect((await part('Carla'))?.plain).toContain('✓ Segment: nothing changed, Mina Albrecht, 8 Jan 2027')
    expect((await card())[0]?.plain).toContain('1 of 24 done')
    expect(await database.db.tick.count()).toBe(1)
    const foreign = { action: 'tick', value: { run: RUN, item: `${CARLA}/segment` } }
    expect(await pressUnshown('jonas', foreign, bot.ctx)).toContain('Mina Albrecht ticks this one.')
  })

  test('a change counts once it is proposed, and not when its form is closed', async () => {
    await click('mina', 'Something changed …', 'Carla')
    await as('mina').close(true)
    expect((await part('Carla'))?.plain).toContain(
      'Mina Albrecht began a change on 8 Jan 2027, not proposed yet.',
    )
    expect((await card())[0]?.plain).toContain('1 of 24 done')
    await click('mina', 'Something changed …', 'Carla')
    await as('mina').submit({ claim: 'claim:c1' })
    await as('mina').submit({ text: 'Two trade fairs', rationale: 'Three interviews' })
    await settled()
    expect((await part('Carla'))?.plain).toMatch(
      /✓ Story: proposal #\d+, begun by Mina Albrecht on 8 Jan 2027/,
    )
    expect((await card())[0]?.plain).toContain('2 of 24 done')
  })

  test('after a restart and a run by hand everything that was ticked is ticked', async () => {
    await bot.stop()
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await runByHand(personaRefresh, clockwork.means.ctx.now(), clockwork.means)
    expect(await card()).toHaveLength(1)
    expect((await card())[0]?.plain).toContain('2 of 24 done')
    await click('mina', 'Nothing changed', 'Carla')
    expect((await card())[0]?.plain).toContain('3 of 24 done')
  })

  test('what is left open is counted in the next half-year, and the old buttons say where it is', async () => {
    clockwork.setTime('2027-07-07T09:31')
    await clockwork.wake()
    const [next] = (await clockwork.board()).filter(({ plain }) => plain.includes('the first half of 2027'))
    expect(next?.plain).toContain('21 checks were left open in the half-year before.')
    const old = { action: 'tick', value: { run: RUN, item: `${CARLA}/committee` } }
    expect(await pressUnshown('mina', old, bot.ctx)).toContain('A newer list has taken over')
  })
})
