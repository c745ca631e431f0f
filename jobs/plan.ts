import type { Context } from '#src/context.ts'
import { type Pause, pausesOf } from '#src/runs/pauses.ts'
import {
  claimPeriod,
  type KnownJob,
  meetJob,
  noteChecked,
  noteGap,
  type PeriodRow,
} from '#src/runs/periods.ts'
import type { Mode } from '#src/runs/run.ts'
import type { Job } from './job.ts'
import { duePeriods, nextDue, type Period } from './schedule.ts'

/** A wake-up is at most a minute away; who comes so much later was not there. */
const DOWN_AFTER = { minutes: 15 }

/**
 * Claims what has become due since the last look: the latest period for all readers of the job, which stands in for
 * those before it; where readers have times of their own also the one before, since theirs in the latest may be still
 * to come. While a job is paused it claims nothing.
 */
export async function planJob(job: Job, ctx: Context): Promise<void> {
  const now = ctx.now()
  const { name, title } = job
  const known = await meetJob(ctx.db, name, now)
  const pauses = await pausesOf(ctx.db, name)
  if (pauses.every(({ over }) => over !== undefined)) await claimDue(job, known, pauses, ctx)
  await noteChecked(ctx.db, { name, title, nextAt: nextDue(job.schedule, ctx.zone, now) }, now)
}

async function claimDue(job: Job, known: KnownJob, pauses: Pause[], ctx: Context): Promise<void> {
  const now = ctx.now()
  const gap = job.ownTime && gapBefore(now, known, pauses)
  if (gap) await noteGap(ctx.db, job.name, gap)
  const due = duePeriods(job.schedule, ctx.zone, { after: known.registeredAt, done: known.done, now })
  const scopes = due.length > 0 ? (await job.scopes(ctx)).map(({ id }) => id) : []
  for (const [index, period] of [...due.entries()].slice(job.ownTime ? -2 : -1)) {
    const missed = due.slice(0, index).map((each) => rowOf(job, each))
    const mode = pausedMode(period, pauses) ?? modeOf(period, known.checkedAt, now)
    await claimPeriod(ctx.db, rowOf(job, period), { mode, missed, scopes, now })
  }
}

/** Since the last look the job was paused, or nobody was there. */
function gapBefore(now: Temporal.Instant, { checkedAt }: KnownJob, [last]: Pause[]): Mode | undefined {
  const [from, to] = [checkedAt.toString(), now.toString()]
  if (last?.over && Temporal.Instant.compare(last.over.at, checkedAt) >= 0)
    return { as: 'paused', by: last.by, from: last.since.toString(), to: last.over.at.toString() }
  return Temporal.Instant.compare(now, checkedAt.add(DOWN_AFTER)) > 0 ? { as: 'late', from, to } : undefined
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
