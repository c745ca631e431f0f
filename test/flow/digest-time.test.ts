import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runByHand } from '#jobs/by-hand.ts'
import { ownerDigest } from '#jobs/owner-digest.ts'
import { pauseJob, resumeJob } from '#src/runs/pauses.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [ownerDigest])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await wakeAt('2026-11-08T11:00')
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const weeks = async (who: string) =>
    (await as(who).messages('@Dramatis'))
      .map(({ plain }) => plain)
      .filter((text) => text.includes('Your week, '))
  const quiet = async () => {
    await clockwork.client.quiet()
    await bot.service.idle()
  }
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }
  const said = () => as('ines').read('@Dramatis', { limit: 1 })
  async function choose(who: string, values: Record<string, string>) {
    await as(who).openHome()
    await quiet()
    await as(who).click({ home: true, label: 'When I get this' })
    await quiet()
    const outcome = await as(who).submit(values)
    await quiet()
    return outcome
  }

  test('somebody says in Home when they want their week; days without an end are told apart', async () => {
    clockwork.setTime('2026-11-08T12:00')
    expect(await choose('ines', { weekday: '3', hour: '16', from: '2026-11-20' })).toMatchObject({
      state: 'invalid',
      errors: { to: 'Quiet days have a first and a last day: choose both, or clear both.' },
    })
    await as('ines').close()
    expect(await choose('ines', { weekday: '3', hour: '16' })).toMatchObject({ state: 'acked' })
    expect(await said()).toMatch(
      /Your week comes Wednesdays at 16:00\.\n {2}The next one is on Wednesday, 11 Nov 2026, if something needs you\./,
    )
    expect(await as('ines').readHome()).toContain('Your week comes Wednesdays at 16:00.')
  })

  test('it comes at that hour, once, however often the clock looks and whoever takes it up', async () => {
    await wakeAt('2026-11-09T08:01')
    expect(await weeks('ines')).toEqual([])
    expect(await weeks('mina')).toHaveLength(1)
    await wakeAt('2026-11-11T15:50')
    expect(await weeks('ines')).toEqual([])
    clockwork.means.worker = { ...clockwork.means.worker, id: randomUUID() }
    await wakeAt('2026-11-11T16:01')
    await wakeAt('2026-11-11T16:30')
    expect(await weeks('ines')).toEqual([expect.stringMatching(/\n {2}Your week, Ines\./)])
  })

  test('who changes the day in the middle of a week gets no second one in it, and the next on the new day', async () => {
    clockwork.setTime('2026-11-12T09:00')
    await choose('ines', { weekday: '5', hour: '9' })
    expect(await said()).toContain('The next one is on Friday, 20 Nov 2026')
    await wakeAt('2026-11-13T09:01')
    await wakeAt('2026-11-16T09:01')
    await wakeAt('2026-11-18T16:30')
    expect(await weeks('ines')).toHaveLength(1)
    await choose('ines', { weekday: '2', hour: '9' })
    expect(await said()).toContain("This week's comes within ten minutes")
    await wakeAt('2026-11-18T16:41')
    await wakeAt('2026-11-20T09:01')
    const [, second, ...others] = await weeks('ines')
    expect(others).toEqual([])
    expect(second).not.toContain('Late')
  })

  test('quiet days put it off to the first day after them, and the message says so', async () => {
    clockwork.setTime('2026-11-22T09:00')
    await choose('ines', { weekday: '2', hour: '9', from: '2026-11-23', to: '2026-11-25' })
    await wakeAt('2026-11-24T09:01')
    await wakeAt('2026-11-25T20:00')
    expect(await weeks('ines')).toHaveLength(2)
    await wakeAt('2026-11-26T09:01')
    expect((await weeks('ines')).at(-1)).toMatch(
      /You wanted quiet from 23 Nov 2026 to 25 Nov 2026: this is what waited\.\n {2}Your week, Ines\./,
    )
    expect(await weeks('ines')).toHaveLength(3)
  })

  test('while the job is paused nobody gets what was waiting, and once it is resumed it comes', async () => {
    await wakeAt('2026-11-30T06:10')
    const change = () => ({ by: 'mina', at: clockwork.means.ctx.now() })
    await pauseJob(database.db, ownerDigest.name, change())
    await wakeAt('2026-12-01T09:10')
    expect(await weeks('ines')).toHaveLength(3)
    await resumeJob(database.db, ownerDigest.name, change())
    await wakeAt('2026-12-01T09:30')
    expect(await weeks('ines')).toHaveLength(4)
  })

  test('run by hand it comes at once, and that week brings no other', async () => {
    await wakeAt('2026-12-07T06:10')
    await runByHand(ownerDigest, clockwork.means.ctx.now(), clockwork.means)
    expect((await weeks('ines')).at(-1)).toContain('Run by hand')
    await wakeAt('2026-12-08T09:10')
    expect(await weeks('ines')).toHaveLength(5)
  })

  test("nobody reads somebody else's week, and what is remembered has its history", async () => {
    const act = { action: 'digest-show', value: { run: 'owner-digest/2026-W47/ines' } }
    expect(await pressUnshown('sam', act, clockwork.means.ctx)).toMatch(/^This is somebody else's week\./)
    const history = await database.db.setting.findMany({
      where: { key: 'digest/ines' },
      orderBy: { id: 'asc' },
    })
    expect(history.map(({ by }) => by)).toEqual(['ines', 'ines', 'ines', 'ines'])
  })

  test('whose vote is missing is reminded once, by the one who proposed it alone', async () => {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await quiet()
    await mina.submit({ claim: 'claim:l1' })
    await mina.submit({ text: 'Proof from two peers', rationale: '6 of 8 new interviews' })
    await quiet()
    await runByHand(ownerDigest, clockwork.means.ctx.now(), clockwork.means)
    const week = (await weeks('mina')).at(-1)
    expect(week).toMatch(/Your proposal on Carla, .* waits for .*\[Remind \w+\]/s)
    const label = /\[(Remind \w+)\]/.exec(week ?? '')?.[1] ?? ''
    for (let time = 0; time < 2; time += 1) {
      await mina.click({ in: '@Dramatis', label })
      await quiet()
    }
    const handle = label.slice('Remind '.length).toLowerCase()
    const told = (await as(handle).messages('@Dramatis')).filter(({ plain }) =>
      plain.includes('asks for your vote'),
    )
    expect(told.map(({ plain }) => plain)).toEqual([expect.stringContaining('[Approve] [Reject] [Abstain]')])
    expect(await mina.read('@Dramatis')).toMatch(/was reminded before/)
    const { id } = await database.db.proposal.findFirstOrThrow()
    const unshown = { action: 'remind', value: { proposal: id, handle: 'ada' } }
    expect(await pressUnshown('sam', unshown, clockwork.means.ctx)).toMatch(
      /Only Mina Albrecht, who proposed/,
    )
    expect(await database.db.auditRecord.count({ where: { action: 'refused' } })).toBe(1)
  })
})
