import { afterAll, beforeAll, expect, test } from 'vitest'
import { kpiReview } from '#jobs/kpi-review.ts'
import { signalMonitor } from '#jobs/signal-monitor.ts'
import { openFindings } from '#src/findings/store.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'

const CARLA = 'carla-operations-lead'
const FINN = 'finn-finance-lead'
const RAVI = 'ravi-systems-lead'
const rationale = [{ id: 'r1', text: 'So the numbers say', cites: ['crm-deals'] }]

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [kpiReview, signalMonitor])
    const first = Temporal.PlainDate.from('2025-09-01')
    for (let after = 0; after < 12; after += 1) await month(first.add({ months: after }).toString(), 90)
    await month('2026-09-01', 90, 60)
    await month('2026-10-01', 60)
    await clockwork.wake()
  })
  afterAll(() => clockwork.sandbox.close())

  /** Who is no longer Ravi is nobody, so that the shares of the others stay. */
  const month = (day: string, ravi: number, kept = ravi) =>
    writeMonth(database.db, day, {
      [CARLA]: { n: 100, kept: 95 },
      [FINN]: { n: 100, kept: 100 },
      [RAVI]: { n: ravi, kept },
      untagged: { n: 150 - ravi, kept: 150 - ravi },
    })

  async function decide(decisions: Record<string, object>) {
    const files = Object.entries(decisions).map(([name, body]) => [
      `decisions/${name}.yaml`,
      { title: name, owner: 'mina', rationale, ...body },
    ])
    const now = clockwork.means.ctx.now()
    const options = { direct: true, now, zone: 'UTC', actor: 'mina' }
    await importFolder(database.db, await folderOf(Object.fromEntries(files)), options)
  }
  const reviews = async () => (await clockwork.board()).filter(({ plain }) => plain.includes(' by persona: '))
  const threadOf = async (ts: string) => (await clockwork.board(ts)).map(({ plain }) => plain).join('\n')
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }

  test('before anything is decided all count as tagged at the close, and a drift is found', async () => {
    await wakeAt('2026-11-04T09:31')
    const [october] = await reviews()
    expect(october?.plain).toContain("Persona as tagged at the month's close.")
    expect(await threadOf(october?.ts ?? '')).not.toContain("By the board's weights")
    expect(await openFindings(database.db)).toMatchObject([{ kind: 'drift', persona: RAVI }])
  })

  test('what holds from then on is in the next review: who is left out, the weights, what is wanted', async () => {
    await decide({
      'ravi-out': { decided: 'exclude', choice: 'insufficient-data', personas: [RAVI], from: '2026-11-10' },
      weights: {
        decided: 'weights',
        weights: [
          { persona: CARLA, weight: 75 },
          { persona: FINN, weight: 25 },
        ],
        from: '2026-11-10',
      },
      'hand-offs': { decided: 'kpi', kpi: 'Hand-offs a week', from: '2026-11-10' },
    })
    await month('2026-11-01', 60)
    await wakeAt('2026-12-03T09:31')
    const [, november] = await reviews()
    expect(november?.plain).toContain('Left out by decision: Ravi (insufficient data).')
    const thread = await threadOf(november?.ts ?? '')
    expect(thread).toContain(
      "By the board's weights since 10 Nov 2026 (Carla 75 %, Finn 25 %): retention 96.3 %",
    )
    expect(thread).toContain('The board also wants “Hand-offs a week”; no source here brings that yet.')
  })

  test('the drift of who is left out is over, without another word', async () => {
    expect(await openFindings(database.db)).toEqual([])
    expect(await database.db.finding.count()).toBe(1)
  })

  test('with live tags a customer counts for whom they are tagged as today, in every month', async () => {
    await database.db.account.updateMany({
      where: { accountId: { in: ['finn-finance-lead-1', 'finn-finance-lead-2'] } },
      data: { persona: CARLA },
    })
    await decide({ live: { decided: 'classification', choice: 'live', from: '2026-12-01' } })
    await month('2026-12-01', 60)
    await wakeAt('2027-01-06T09:31')
    const [, november, december] = await reviews()
    expect(december?.plain).toContain('Persona as tagged today, as the board decided.')
    expect(december?.plain).toContain('n 102')
    expect(november?.plain).toContain("Persona as tagged at the month's close.")
  })
})
