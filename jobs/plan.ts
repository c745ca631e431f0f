import { claimPeriod, meetJob, noteChecked, type PeriodRow } from '#src/runs/periods.ts'
import type { Mode } from '#src/runs/run.ts'
import type { Job, JobContext } from './job.ts'
import { duePeriods, type Period } from './schedule.ts'

/** A wake-up is at most a minute away; who comes so much later was not there. */
const DOWN_AFTER = { minutes: 15 }

/**
 * Claims what has become due since the last look: the latest period for all readers of the job, which stands in for
 * those before it.
 */
export async function planJob(job: Job, ctx: JobContext): Promise<void> {
  const now = ctx.now()
  const known = await meetJob(ctx.db, job.name, now)
  const due = duePeriods(job.schedule, ctx.zone, { after: known.registeredAt, done: known.done, now })
  const latest = due.at(-1)
  if (latest !== undefined) {
    const scopes = (await job.scopes(ctx)).map(({ id }) => id)
    const missed = due.slice(0, -1).map((period) => rowOf(job, period))
    const mode = modeOf(latest, known.checkedAt, now)
    await claimPeriod(ctx.db, rowOf(job, latest), { mode, missed, scopes, now })
  }
  await noteChecked(ctx.db, job.name, now)
}

function modeOf({ scheduledAt }: Period, checkedAt: Temporal.Instant, now: Temporal.Instant): Mode {
  const due = scheduledAt.toInstant()
  const late = Temporal.Instant.compare(now, due.add(DOWN_AFTER)) > 0
  const wasThere = Temporal.Instant.compare(checkedAt, due) > 0
  return late && !wasThere
    ? { as: 'late', from: checkedAt.toString(), to: now.toString() }
    : { as: 'scheduled' }
}

export const rowOf = ({ name }: Job, { id, from, scheduledAt }: Period): PeriodRow => ({
  job: name,
  period: id,
  from,
  scheduledAt,
})
