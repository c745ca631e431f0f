import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { claimPeriod } from '#src/runs/periods.ts'
import { answerRequest, askForRun, readAnswer, takeRequest, withdrawRequest } from '#src/runs/requests.ts'
import { LeaseLost } from '#src/runs/run.ts'
import { holdLease, recordStep, releaseRun, takeRun } from '#src/runs/store.ts'
import { readSetting, seedSetting, writeSetting } from '#src/settings/store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const NOW = Temporal.Instant.from('2026-11-04T08:00:00Z')
const month = (period: string) => ({
  job: 'review',
  period,
  from: Temporal.PlainDate.from(`${period}-01`),
  scheduledAt: Temporal.ZonedDateTime.from('2026-11-04T09:00[Europe/Berlin]'),
})
const claim = (scopes: string[]) => ({
  mode: { as: 'scheduled' } as const,
  missed: [month('2026-09')],
  scopes,
  now: NOW,
})
const OURS = { jobs: ['review'] }
const worker = (leaseMs = 30_000) => ({ id: randomUUID(), leaseMs })

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  beforeAll(async () => {
    const people = { mina: ['admin'], jonas: ['board'], lea: ['board'] }
    const rows = Object.entries(people).map(([handle, roles]) => ({
      handle,
      name: handle,
      roles,
      sequence: 1n,
    }))
    await database.db.member.createMany({ data: rows })
  })
  beforeEach(async () => {
    await database.db.jobPeriod.deleteMany()
    await database.db.alert.deleteMany()
    await database.db.accountMonth.deleteMany()
    await database.db.account.deleteMany()
  })

  test('ten instances race for a period, and one has it, with those that it stands in for', async () => {
    const { db } = database
    const won = await Promise.all(
      Array.from({ length: 10 }, () => claimPeriod(db, month('2026-10'), claim(['board']))),
    )
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await db.jobRun.count()).toBe(1)
    const periods = await db.jobPeriod.findMany({ orderBy: { period: 'asc' } })
    expect(periods).toMatchObject([
      { period: '2026-09', mode: { as: 'missed', by: '2026-10' } },
      { period: '2026-10', missed: ['2026-09'] },
    ])
  })

  test('ten workers race for fifty runs, and each is taken once', async () => {
    const { db } = database
    await claimPeriod(db, month('2026-10'), claim(Array.from({ length: 50 }, (_, index) => `owner-${index}`)))
    const take = async () => {
      const mine: string[] = []
      const me = worker()
      for (let run = await takeRun(db, me, NOW, OURS); run; run = await takeRun(db, me, NOW, OURS))
        mine.push(run.scope)
      return mine
    }
    const taken = (await Promise.all(Array.from({ length: 10 }, take))).flat()
    expect(taken).toHaveLength(50)
    expect(new Set(taken).size).toBe(50)
  })

  test('a run of a job that this version does not know is left to one that does', async () => {
    const { db } = database
    await claimPeriod(db, month('2026-10'), claim(['board']))
    expect(await takeRun(db, worker(), NOW, { jobs: ['digest'] })).toBeUndefined()
    expect(await takeRun(db, worker(), NOW, { jobs: ['digest', 'review'] })).toMatchObject({ job: 'review' })
  })

  test('a lease that ran out is taken over, and whoever had it can record nothing more', async () => {
    const { db } = database
    await claimPeriod(db, month('2026-10'), claim(['board']))
    const [slow, quick] = [worker(1), worker()]
    const first = await takeRun(db, slow, NOW, OURS)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await expect(holdLease(db, first?.id ?? '', slow)).rejects.toThrow(LeaseLost)
    const second = await takeRun(db, quick, NOW, OURS)
    expect(second).toMatchObject({ id: first?.id, attempts: 2 })
    await expect(recordStep(db, first?.id ?? '', slow, 'posted')).rejects.toThrow(LeaseLost)
    await releaseRun(db, first?.id ?? '', slow, { state: 'posted', at: NOW })
    expect(await db.jobRun.findFirst()).toMatchObject({ state: 'open', step: 'claimed' })
    await holdLease(db, first?.id ?? '', quick)
  })

  test('what waits for its sources is taken when the team’s clock says so', async () => {
    const { db } = database
    await claimPeriod(db, month('2026-10'), claim(['board']))
    const me = worker()
    const run = await takeRun(db, me, NOW, OURS)
    const later = NOW.add({ minutes: 10 })
    await releaseRun(db, run?.id ?? '', me, { state: 'waiting', at: NOW }, { at: later })
    expect(await takeRun(db, me, NOW, OURS)).toBeUndefined()
    expect(await takeRun(db, me, later, OURS)).toMatchObject({ attempts: 1 })
  })

  test('a run that somebody asks for is taken once, and answered', async () => {
    const { db } = database
    const id = await askForRun(db, { job: 'review', at: NOW, testFor: undefined })
    const taken = await Promise.all([takeRequest(db), takeRequest(db), takeRequest(db)])
    expect(taken.filter(Boolean)).toMatchObject([{ id, job: 'review' }])
    expect(await withdrawRequest(db, id)).toBe(false)
    expect(await readAnswer(db, id)).toEqual({ state: 'taken' })
    await answerRequest(db, id, { outcome: 'done', failed: false })
    expect(await readAnswer(db, id)).toEqual({ state: 'answered', outcome: 'done', failed: false })
  })

  test('a setting follows the environment until somebody chooses, and keeps its history', async () => {
    const { db } = database
    await seedSetting(db, 'board-channel', 'C1', NOW)
    await seedSetting(db, 'board-channel', 'C2', NOW)
    expect(await readSetting(db, 'board-channel')).toBe('C2')
    await writeSetting(db, 'board-channel', 'C3', { by: 'mina', at: NOW })
    await seedSetting(db, 'board-channel', 'C1', NOW)
    expect(await readSetting(db, 'board-channel')).toBe('C3')
    expect(
      (await db.setting.findMany({ orderBy: { id: 'asc' } })).map(({ value, by }) => [value, by]),
    ).toEqual([
      ['C1', 'environment'],
      ['C2', 'environment'],
      ['C3', 'mina'],
    ])
  })
})
