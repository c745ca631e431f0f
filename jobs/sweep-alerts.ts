import { pauseNow } from '#src/runs/pauses.ts'
import { sweepTriggers } from '#src/triggers/sweep.ts'
import type { Means } from './run-once.ts'
import { tellAlerts } from './tell-alerts.ts'

/** The job by whose name alerts are paused and tried. */
export const SWEEP = 'trigger-sweep'

/** Every minute: looks at what happened at accounts, and tells what came of it. Nothing of it while it is paused. */
export async function sweepAlerts(means: Pick<Means, 'jobs' | 'ctx' | 'wire' | 'worker'>): Promise<void> {
  const { ctx, worker, jobs } = means
  if (!jobs.some(({ name }) => name === SWEEP)) return
  if (await pauseNow(ctx.db, SWEEP)) return
  await sweepTriggers(ctx, worker.id)
  await tellAlerts(means)
}
