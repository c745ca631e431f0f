import { afterAll, beforeAll, expect, test } from 'vitest'
import { signalMonitor } from '#jobs/signal-monitor.ts'
import { openFindings } from '#src/findings/store.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'

const CARLA = 'carla-operations-lead'
const OLA = 'ola-network-director'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  const month = (first: string, carla: number, ola: number) =>
    writeMonth(database.db, first, { [CARLA]: { n: 100, kept: carla }, [OLA]: { n: 100, kept: ola } })

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [signalMonitor])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const first = Temporal.PlainDate.from('2025-10-01')
    for (let ago = 0; ago < 11; ago += 1)
      await month(first.add({ months: ago }).toString(), 90 + (ago % 2), 80 + (ago % 2))
    await month('2026-09-01', 84, 88)
    await month('2026-10-01', 83, 89)
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const mina = () => clockwork.client.as('mina')
  const told = async () => (await mina().messages('@Dramatis')).map(({ plain }) => plain)
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }
  const approved = async (slug: string, on: string) => {
    const { id } = await database.db.member.findFirstOrThrow({ where: { handle: 'mina' } })
    const changes = [{ type: 'set', field: 'when', before: 'Then', after: 'Now' }]
    await database.db.proposal.create({
      data: {
        ...{ source: `test/${slug}`, state: 'approved', rationale: 'So', proposerId: id, channelId: 'C1' },
        ...{
          deadline: new Date(on),
          openedAt: new Date(on),
          closedAt: new Date(on),
          steppedAt: new Date(on),
        },
        parts: { create: [{ position: 0, kind: 'playbook', slug, baseVersion: 1, changes }] },
      },
    })
  }
  const conflicts = async () => (await openFindings(database.db)).filter(({ kind }) => kind === 'conflict')

  test('that one persona loses and another gains is no conflict as long as nothing was decided', async () => {
    await wakeAt('2026-11-06T09:31')
    expect(await conflicts()).toEqual([])
  })

  test('after a decided change its loser’s owner hears of both, and that it need not be the cause', async () => {
    await approved('first-14-days', '2026-08-20T10:00:00Z')
    await wakeAt('2026-11-09T09:31')
    expect(await conflicts()).toMatchObject([{ persona: CARLA, facts: { gains: OLA } }])
    const said = (await told()).join('\n')
    expect(said).toMatch(
      /Carla loses and Ola gains since 20 Aug 2026, when “First 14 days[^”]*” was decided \(#1\)\./,
    )
    expect(said).toContain('Carla: retention 83.0 % (n 100, October 2026); before it 90.0 % to 91.0 %.')
    expect(said).toContain('Ola: retention 89.0 % (n 100, October 2026); before it 80.0 % to 81.0 %.')
    expect(said).toContain('That need not be because of it.')
  })

  test('what comes of it is recorded with both names filled in', async () => {
    await mina().click({ in: '@Dramatis', label: 'Record what comes of it' })
    await clockwork.client.quiet()
    await bot.service.idle()
    const form = JSON.stringify(await mina().modals())
    expect(form).toContain('"initial_option":{"text":{"type":"plain_text","text":"Ola')
    expect(form).toContain('"initial_option":{"text":{"type":"plain_text","text":"Carla')
  })

  test('once the board recorded a resolution it is over', async () => {
    const decision = {
      ...{ title: 'Ola gains, Carla loses', owner: 'mina', decided: 'conflict', from: '2026-11-09' },
      ...{ gains: OLA, loses: CARLA, outcome: 'Carla keeps the old checklist' },
      rationale: [{ id: 'r1', text: 'Both have a right to their start', cites: ['usage-analytics'] }],
    }
    const options = { direct: true, now: clockwork.means.ctx.now(), zone: 'UTC', actor: 'mina' }
    await importFolder(database.db, await folderOf({ 'decisions/both.yaml': decision }), options)
    await wakeAt('2026-11-10T09:31')
    expect(await conflicts()).toEqual([])
  })
})
