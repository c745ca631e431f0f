import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { meetJob } from '#src/runs/periods.ts'
import { BEFORE_REVIEW, expectOneReview, openAutumn } from '#test/support/autumn-review.ts'
import type { Clockwork } from '#test/support/clockwork.ts'
import { type Cluster, createCluster } from '#test/support/cluster.ts'
import { type Crew, type Fate, hireCrew } from '#test/support/crew.ts'
import { onEngine } from '#test/support/database.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const JOB = 'restarted'
const BRIEFLY_MS = 600

onEngine('a server', () => {
  let cluster: Cluster
  let database: { db: Database; close(): Promise<void> }
  let clockwork: Clockwork
  let crew: Crew

  beforeAll(async () => {
    const created = await createCluster()
    if (created === undefined) throw new Error('There is no PostgreSQL server.')
    cluster = created
    const url = cluster.url('postgres')
    await migrate(url)
    database = connectDatabase(url)
    clockwork = await openAutumn(database.db)
    crew = hireCrew(url, clockwork.sandbox, 2)
    await meetJob(database.db, JOB, BEFORE_REVIEW)
  })
  afterAll(async () => {
    await crew.end()
    await clockwork.sandbox.close()
    await database.close()
    await cluster.remove()
  })

  test('a database that is restarted, and one that is gone while a post is recorded, cost no post and bring no second', async () => {
    const left = ['pictured', 'after review', 'before table-1']
    let back = Promise.resolve()
    await crew.work(JOB, 'board', 2, async (point): Promise<Fate> => {
      if (point !== left[0]) return 'go on'
      left.shift()
      await back
      await cluster.stop()
      if (point === 'after review') back = wait(BRIEFLY_MS).then(cluster.start)
      else await cluster.start()
      return 'go on'
    })
    await back
    expect(left).toEqual([])
    await expectOneReview(JOB, 'board', clockwork)
  })
})
