import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { BOARD, channelNamed } from '#bot/stand-in.ts'
import { runs } from '#jobs/cli/runs.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { planJob } from '#jobs/plan.ts'
import { type Means, runOnce } from '#jobs/run-once.ts'
import { serveRequests } from '#jobs/serve-requests.ts'
import { readEnv } from '#src/env.ts'
import { UsageError } from '#src/errors.ts'
import { writeSetting } from '#src/settings/store.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { forgetRuns, writeAutumn } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const ZONE = 'Europe/Berlin'
const timeOf = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant()

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let now = timeOf('2026-10-20T12:00')
  let company: DemoCompany
  let means: Means

  beforeAll(async () => {
    company = await startDemoCompany(database.db, {
      now: () => now,
      workspace: { clock: { now: () => now.epochMilliseconds }, pace: { fileReadyAfter: 20 } },
    })
    await writeAutumn(database.db)
    const { ctx, wire } = company.bot
    means = {
      jobs: [kpiReview],
      ctx: { ...ctx, currency: 'EUR' },
      wire,
      worker: { id: randomUUID(), leaseMs: 30_000 },
      random: () => 0.5,
    }
  })
  afterAll(() => company.close())
  beforeEach(async () => {
    company.sandbox.reset()
    await forgetRuns(database.db)
    await database.db.setting.deleteMany()
    const channel = channelNamed(BOARD, company.sandbox) ?? ''
    await writeSetting(database.db, 'board-channel', channel, { by: 'operator', at: now })
    await wakeAt('2026-10-20T12:00')
  })

  async function wakeAt(local: string) {
    now = timeOf(local)
    for (const job of means.jobs) await planJob(job, means.ctx)
    while (await runOnce(means));
  }
  async function asked(handle: string, text = 'runs'): Promise<string> {
    await company.client.as(handle).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await latest(handle)
  }
  const latest = async (handle: string): Promise<string> =>
    (await company.client.as(handle).messages('#sales')).at(-1)?.plain ?? ''
  async function pressed(handle: string, label: string): Promise<string> {
    await company.client.as(handle).click({ in: '#sales', label })
    await company.quiet()
    return await latest(handle)
  }
  const board = async () => (await company.client.as('mina').messages(`#${BOARD}`)).map(({ plain }) => plain)

  test('it tells board members what was done and what comes next, and others kindly that it is not theirs', async () => {
    await wakeAt('2026-11-04T09:01')
    const said = await asked('jonas')
    expect(said).toContain('All that was due is done or under way.')
    expect(said).toContain(
      'Monthly KPI review, October 2026 for the board: posted 3 messages, Wed 4 Nov, 09:01',
    )
    expect(said).toContain('Monthly KPI review: Thu 3 Dec, 09:00')
    expect(said).toContain('Times are in Europe/Berlin.')
    expect(await asked('sam')).toContain('What the clock posts and when is for board members')
  })

  test('Home lets persona owners and admins pause a job and resume it, and others not see that they could', async () => {
    const mina = company.client.as('mina')
    await mina.openHome()
    await company.quiet()
    expect(await mina.readHome()).toMatch(/Monthly KPI review: Wed 4 Nov, 09:00\s+\[Pause\]/)
    const before = (await mina.messages('@Dramatis')).length
    await mina.click({ home: true, action: 'job-pause/0' })
    await company.quiet()
    expect(await mina.readHome()).toMatch(/Monthly KPI review: paused by Mina Albrecht since .*\s+\[Resume\]/)
    await wakeAt('2026-11-04T09:01')
    expect(await board()).toEqual([])
    await mina.click({ home: true, action: 'job-resume/0' })
    await company.quiet()
    expect(await mina.readHome()).toContain('[Pause]')
    expect((await mina.messages('@Dramatis')).length).toBe(before)
    await company.client.as('jonas').openHome()
    await company.quiet()
    expect(await company.client.as('jonas').readHome()).not.toContain('Monthly KPI review')
  })

  test('a failure comes first, with what mends it', async () => {
    await writeSetting(database.db, 'board-channel', 'C404', { by: 'operator', at: now })
    await wakeAt('2026-11-04T09:01')
    const said = await asked('mina')
    expect(said).toContain("1 of 1 job can't post.")
    expect(said).toMatch(
      /Monthly KPI review, October 2026 for the board: failed so far, after its pictures uploaded: .*channel_not_found.*; next try .* Type \/invite @Dramatis in that channel/,
    )
    expect(said).not.toContain('Lately')
  })

  test('a paused job posts nothing; resumed, it posts the latest period that it missed and says why it is late', async () => {
    expect(await asked('mina', 'runs kpi review')).toContain('Monthly KPI review: Wed 4 Nov, 09:00')
    expect(await pressed('mina', 'Pause')).toContain(
      'Monthly KPI review: paused by Mina Albrecht since Tue 20 Oct, 12:00',
    )
    await wakeAt('2026-11-04T09:01')
    await wakeAt('2026-12-10T12:00')
    expect(await board()).toEqual([])
    expect(await asked('jonas')).toContain('One is paused.')
    await asked('mina', 'runs monthly kpi review')
    const resumed = await pressed('mina', 'Resume')
    expect(resumed).toContain('Monthly KPI review: Tue 5 Jan, 09:00')
    expect(resumed).toContain('The latest period that it missed meanwhile is posted within a minute.')
    await wakeAt('2026-12-10T12:01')
    const [review, ...others] = await board()
    expect(others).toEqual([])
    expect(review).toContain(
      'Late: it was due Thu 3 Dec 2026, 09:00 Europe/Berlin, and was paused from Tue 20 Oct 2026, 12:00 Europe/Berlin to Thu 10 Dec 2026, 12:00 Europe/Berlin. It stands in for October 2026 too.',
    )
    expect(await asked('mina')).toContain('mina had paused it from Tue 20 Oct, 12:00 to Thu 10 Dec, 12:00.')
    const { value, by } = await database.db.setting.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect([value, by]).toEqual(['running', 'mina'])
  })

  test('who may pause a job tries it, alone or dry, and the clock that runs does it', async () => {
    now = timeOf('2026-11-04T08:00')
    await asked('mina', 'runs kpi-review')
    const serving = setInterval(() => void serveRequests(means), 100)
    try {
      expect(await pressed('mina', 'Dry run')).toContain("Carla's retention fell to 94.2 %")
      await asked('mina', 'runs kpi-review')
      expect(await pressed('mina', 'Test send to me')).toContain('sent 3 messages to mina alone, as a test')
    } finally {
      clearInterval(serving)
    }
    const [first] = await company.client.as('mina').messages('@Dramatis')
    expect(first?.plain).toContain('A test that only you see')
    expect(await board()).toEqual([])
    expect(await database.db.jobRun.count()).toBe(0)
  })

  test('a board member sees no buttons for it, and one who presses all the same changes nothing', async () => {
    expect(await asked('jonas', 'runs kpi-review')).not.toContain('[Pause]')
    const refused = await pressUnshown(
      'jonas',
      { action: 'job-pause', value: { job: 'kpi-review' } },
      means.ctx,
    )
    expect(refused).toContain('Only admins and persona owners pause and try jobs.')
    expect(await asked('mina', 'runs kpi-review')).toContain('[Pause]')
    expect(await asked('mina', 'runs quarterly')).toContain(
      'There is no job “quarterly”; here are all of them.',
    )
  })

  test('the command line pauses and resumes a job and says so in its list, and tells a wrong name in one sentence', async () => {
    const typed = async (options: Record<string, string>) => {
      const printed: string[] = []
      const terminal = { env: readEnv({}), print: (text: string) => printed.push(text) }
      const open = () => Promise.resolve(means.ctx)
      await runs.run(
        { words: [], options, flags: new Set() },
        { ...terminal, remark: () => {}, write: async () => {}, open },
      )
      return printed.join('\n')
    }
    await expect(typed({ pause: 'kpi' })).rejects.toThrow(/^There is no job "kpi"; there are kpi-review, /)
    await expect(typed({ pause: 'kpi-review', resume: 'kpi-review' })).rejects.toThrow(UsageError)
    expect(await typed({ resume: 'kpi-review' })).toBe(
      'Monthly KPI review is not paused; nothing was changed.',
    )
    expect(await typed({ pause: 'kpi-review' })).toMatch(/^Monthly KPI review is paused: /)
    expect(await typed({ pause: 'kpi-review' })).toBe(
      'Monthly KPI review was paused by the operator since Tue 20 Oct 2026, 12:00 Europe/Berlin; nothing was changed.',
    )
    await wakeAt('2026-11-04T09:01')
    expect(await typed({})).toMatch(/^Nothing has run yet\.[\s\S]*kpi-review +paused by the operator since/)
    expect(await typed({ resume: 'kpi-review' })).toMatch(/^Monthly KPI review is resumed: /)
    await wakeAt('2026-11-04T09:30')
    const told = await typed({})
    expect(told).toContain(
      'Monthly KPI review, October 2026 (kpi-review), for the board: posted 3 messages, Wed 4 Nov, 09:30',
    )
    expect(told).toContain('Late: it was due Wed 4 Nov, 09:00; the operator had paused it')
    expect(told).not.toContain('paused by')
  })
})
