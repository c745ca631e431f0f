import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { sweepDuplicates } from '#jobs/sweep.ts'
import { recentRuns } from '#src/runs/log.ts'
import { type Clockwork, forgetRuns, startClockwork, writeAutumn } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { type RunningProcess, startProcess } from '#test/support/processes.ts'

const CLOCK = fileURLToPath(new URL('../support/clock-process.ts', import.meta.url))

/** Each test starts two processes or three. */
vi.setConfig({ testTimeout: 90_000 })

onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  const processes: RunningProcess[] = []

  beforeAll(async () => {
    clockwork = await startClockwork(database.db)
    await writeAutumn(database.db)
  })
  afterAll(async () => {
    for (const each of processes) await each.kill()
    await clockwork.sandbox.close()
  })
  beforeEach(async () => {
    clockwork.sandbox.reset()
    await forgetRuns(database.db)
    clockwork.setTime('2026-10-20T12:00')
    await clockwork.wake()
    clockwork.setTime('2026-11-04T09:05')
  })

  const start = (stopAt = '') => {
    const { sandbox } = clockwork
    const started = startProcess(CLOCK, [database.url, sandbox.apiUrl, sandbox.botToken, stopAt])
    processes.push(started)
    return started
  }
  const expectOneReview = async () => {
    const all = await clockwork.board()
    expect(all.map(({ plain }) => plain)).toEqual([expect.stringContaining('October 2026 by persona')])
    expect(await clockwork.board(all[0]?.ts)).toHaveLength(3)
    expect(await database.db.jobRun.findMany()).toMatchObject([{ state: 'posted', step: 'posted' }])
  }

  test.each([
    'claimed',
    'computed',
    'before upload',
    'after upload',
    'before post 1',
    'after post 1',
    'before post 2',
    'after post 2',
    'after post 3',
    'recorded',
  ])('killed at "%s", another instance goes on and one review stays', async (point) => {
    const first = start(point)
    await first.line(new RegExp(`^at ${point}$`))
    const second = start()
    await first.kill()
    await second.line(/^finished$/)
    await expectOneReview()
    expect(await recentRuns(database.db, 5)).toMatchObject([
      { takenOver: true, words: expect.stringContaining('posted') },
    ])
  })

  test('of five instances four are killed, each at another step, and one review stays', async () => {
    const stops = ['claimed', 'before upload', 'before post 1', 'after post 2', 'recorded']
    const alive = new Set(stops.map((stopAt) => start(stopAt)))
    const ended = () => [...alive].some(({ lines }) => lines.includes('finished'))
    while (alive.size > 1 && !ended()) {
      await expect
        .poll(() => ended() || [...alive].some(({ lines }) => lines.some((said) => said.startsWith('at '))), {
          timeout: 30_000,
        })
        .toBe(true)
      const [stopped] = [...alive].filter(({ lines }) => lines.some((said) => said.startsWith('at ')))
      if (stopped) {
        await stopped.kill()
        alive.delete(stopped)
      }
    }
    const last = [...alive][0]
    last?.say('go on')
    await last?.line(/^finished$/)
    await expectOneReview()
  })

  test('paused before its post until after its lease, what it still posts is deleted', async () => {
    const first = start('before post 1')
    await first.line(/^at before post 1$/)
    first.signal('SIGSTOP')
    const second = start()
    await second.line(/^finished$/)
    first.signal('SIGCONT')
    first.say('go on')
    await first.line(/^posted/)
    await first.line(/^finished$/)
    await expectOneReview()
  })

  test('paused, back and killed right after its post, the duplicate is found and deleted', async () => {
    const first = start('before post 1')
    await first.line(/^at before post 1$/)
    first.signal('SIGSTOP')
    await start().line(/^finished$/)
    first.signal('SIGCONT')
    first.say('go on')
    await first.line(/^posted/)
    await first.kill()
    await sweepDuplicates(clockwork.means)
    await expectOneReview()
  })

  test('three instances at once post one review', async () => {
    const all = Array.from({ length: 3 }, () => start())
    for (const each of all) await each.line(/^finished$/)
    await expectOneReview()
  })
})
