import { randomUUID } from 'node:crypto'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import type { Sandbox } from '#bot/sandbox/server.ts'
import { BOARD, channelNamed, startWorkspace } from '#bot/stand-in.ts'
import type { Job } from '#jobs/job.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { planJob } from '#jobs/plan.ts'
import { type Means, runOnce } from '#jobs/run-once.ts'
import { sweepAlerts } from '#jobs/sweep-alerts.ts'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { writeSetting } from '#src/settings/store.ts'
import { writeMonth } from './account-months.ts'
import { wireTo } from './wire-to.ts'

const ZONE = 'Europe/Berlin'

/** The demo company with two months of customers, a workspace, and a time that the test sets. */
export type Clockwork = {
  sandbox: Sandbox
  client: SandboxClient
  means: Means
  /** "2026-11-04T09:00", in the team's zone. */
  setTime(local: string): void
  /** What the clock does at a wake-up: claims what is due, and works until nothing is left. */
  wake(): Promise<void>
  /** The app's messages in the board's channel, oldest first; a thread's where its first message is given. */
  board(thread?: string): ReturnType<ReturnType<SandboxClient['as']>['messages']>
}

export async function startClockwork(db: Database, jobs: Job[] = [kpiReview]): Promise<Clockwork> {
  let now = timeOf('2026-10-20T12:00')
  await seedDemo(db, now, ZONE)
  const sandbox = await startWorkspace(db, {
    clock: { now: () => now.epochMilliseconds },
    pace: { fileReadyAfter: 20 },
  })
  const channel = channelNamed(BOARD, sandbox) ?? ''
  await writeSetting(db, 'board-channel', channel, { by: 'operator', at: now })
  const ctx: Context = {
    db,
    readLibrary: followLibrary(db),
    log: createLog('silent'),
    now: () => now,
    zone: ZONE,
    currency: 'EUR',
  }
  const means = {
    jobs,
    ctx,
    wire: wireTo(sandbox),
    worker: { id: randomUUID(), leaseMs: 30_000 },
    random: () => 0.5,
  }
  const client = sandboxClient(sandbox.pageUrl)
  return {
    sandbox,
    client,
    means,
    setTime: (local) => {
      now = timeOf(local)
    },
    async wake() {
      await sweepAlerts(means)
      for (const job of jobs) await planJob(job, ctx)
      while (await runOnce(means));
    },
    board: (thread) => client.as('mina').messages(`#${BOARD}`, { ...(thread !== undefined && { thread }) }),
  }
}

const timeOf = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant()

/** September and October 2026 of the demo company's customers, Carla's going worse. */
export async function writeAutumn(db: Database): Promise<void> {
  await writeMonth(db, '2026-09-01', {
    'carla-operations-lead': { n: 400, kept: 395, expanded: 20, supportEach: 36 },
    'finn-finance-lead': { n: 310, kept: 303, expanded: 12, supportEach: 18 },
    'gus-november-buyer': { n: 20, kept: 16, supportEach: 80 },
    untagged: { n: 30, kept: 29 },
  })
  await writeMonth(db, '2026-10-01', {
    'carla-operations-lead': { n: 395, kept: 372, expanded: 15, supportEach: 41 },
    'finn-finance-lead': { n: 303, kept: 297, expanded: 12, supportEach: 18 },
    'gus-november-buyer': { n: 16, kept: 10, supportEach: 85 },
    untagged: { n: 29, kept: 28 },
  })
}

/** Empties what the clock has done, so that a test starts before it. */
export async function forgetRuns(db: Database): Promise<void> {
  await db.jobPeriod.deleteMany()
  await db.job.deleteMany()
  await db.post.deleteMany()
}
