import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sweepDuplicates } from '#jobs/sweep.ts'
import { recentRuns } from '#src/runs/log.ts'
import { meetJob } from '#src/runs/periods.ts'
import { BEFORE_REVIEW, expectOneReview, openAutumn, reviewsOf } from '#test/support/autumn-review.ts'
import type { Clockwork } from '#test/support/clockwork.ts'
import { type Crew, type Decide, hireCrew, POINTS, STEPS } from '#test/support/crew.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { reviewFor } from '#test/support/review-for.ts'

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 3 })

// Each test has a job, a reader and so a channel of its own: they run side by side, on the same instances.
onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let crew: Crew

  beforeAll(async () => {
    clockwork = await openAutumn(database.db)
    crew = hireCrew(database.url, clockwork.sandbox, 6)
  })
  afterAll(async () => {
    await crew.end()
    await clockwork.sandbox.close()
  })

  test.concurrent.each([
    { size: 2, reader: 'board', points: POINTS },
    { size: 5, reader: 'jonas', points: STEPS },
  ])('of $size instances whoever goes on is killed at the next step, and one review stays', async (of) => {
    const job = `killed-of-${of.size}`
    await meetJob(database.db, job, BEFORE_REVIEW)
    const left = [...of.points]
    await crew.work(job, of.reader, of.size, at(left, 'kill'))
    expect(left).toEqual([])
    await expectOneReview(job, of.reader, clockwork)
    const [run] = await recentRuns(database.db, 1, job)
    expect(run).toMatchObject({ takenOver: true, words: expect.stringContaining('posted') })
  })

  test.concurrent('paused before its post until after its lease, what it still posts is deleted, though others were killed', async () => {
    await meetJob(database.db, 'mixed', BEFORE_REVIEW)
    const [killed, paused] = [['rendered', 'after review'], ['before review']]
    const [sleeper] = await crew.work('mixed', 'ada', 3, async (point) => {
      const fate = await at(killed, 'kill')(point)
      return fate === 'kill' ? fate : await at(paused, 'pause')(point)
    })
    expect([killed, paused]).toEqual([[], []])
    const seen: string[] = []
    await sleeper?.comeBack((point) => {
      seen.push(point)
      return 'go on'
    })
    expect(seen).toContain('after review')
    await expectOneReview('mixed', 'ada', clockwork)
  })

  test.concurrent('paused, back and killed right after its post, the duplicate is found and deleted', async () => {
    await meetJob(database.db, 'swept', BEFORE_REVIEW)
    const [sleeper] = await crew.work('swept', 'lea', 2, at(['before review'], 'pause'))
    await sleeper?.comeBack(at(['after review'], 'kill'))
    expect(await reviewsOf('lea', clockwork)).toHaveLength(2)
    await sweepDuplicates({ ...clockwork.means, jobs: [reviewFor('swept', 'lea')] })
    await expectOneReview('swept', 'lea', clockwork)
  })

  test.concurrent('five instances at once post one review', async () => {
    await meetJob(database.db, 'at-once', BEFORE_REVIEW)
    await crew.work('at-once', 'ines', 5, at([], 'kill'))
    await expectOneReview('at-once', 'ines', clockwork)
  })
})

/** Whoever comes to the first of the points that are left meets this fate there. */
const at =
  (left: string[], fate: 'kill' | 'pause'): Decide =>
  (point) => {
    if (point !== left[0]) return 'go on'
    left.shift()
    return fate
  }
