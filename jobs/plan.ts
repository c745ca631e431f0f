import { type Pause, pausesOf } from '#src/runs/pauses.ts'
import { claimPeriod, type KnownJob, meetJob, noteChecked, type PeriodRow } from '#src/runs/periods.ts'
import type { Mode } from '#src/runs/run.ts'
import type { Job, JobContext } from './job.ts'
import { duePeriods, nextDue, type Period } from './schedule.ts'

/** A wake-up is at most a minute away; who comes so much later was not there. */
const DOWN_AFTER = { minutes: 15 }

/**
 * Claims what has become due since the last look: the latest period for all readers of the job, which stands in for
 * those before it. While a job is paused it claims nothing.
 */
export async function planJob(job: Job, ctx: JobContext): Promise<void> {
  const now = ctx.now()
  const { name, title } = job
  const known = await meetJob(ctx.db, name, now)
  const pauses = await pausesOf(ctx.db, name)
  if (pauses.every(({ over }) => over !== undefined)) await claimDue(job, known, pauses, ctx)
  await noteChecked(ctx.db, { name, title, nextAt: nextDue(job.schedule, ctx.zone, now) }, now)
}

async function claimDue(job: Job, known: KnownJob, pauses: Pause[], ctx: JobContext): Promise<void> {
  const now = ctx.now()
  const due = duePeriods(job.schedule, ctx.zone, { after: known.registeredAt, done: known.done, now })
  const latest = due.at(-1)
  if (latest === undefined) return
  const scopes = (await job.scopes(ctx)).map(({ id }) => id)
  const missed = due.slice(0, -1).map((period) => rowOf(job, period))
  const mode = pausedMode(latest, pauses) ?? modeOf(latest, known.checkedAt, now)
  await claimPeriod(ctx.db, rowOf(job, latest), { mode, missed, scopes, now })
}

/** A period that became due while the job was paused. */
function pausedMode({ scheduledAt }: Period, pauses: Pause[]): Mode | undefined {
  const due = scheduledAt.epochMilliseconds
  for (const { by, since, over } of pauses)
    if (over && since.epochMilliseconds <= due && due < over.at.epochMilliseconds)
      return { as: 'paused', by, from: since.toString(), to: over.at.toString() }
  return undefined
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
