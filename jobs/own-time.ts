import { jobPaused, notInPeriod, periodOver, readersTime } from '#bot/views/job-words.ts'
import type { Context } from '#src/context.ts'
import { pauseNow } from '#src/runs/pauses.ts'
import type { Asked, Job, OwnTime } from './job.ts'
import type { Outcome } from './run-job.ts'
import { periodAfter } from './schedule.ts'

/** A reader's time in a period, and in the one after it; a job that is paused has none until it is resumed. */
type Own = (OwnTime & { next?: OwnTime }) | { paused: true }

/** A reader's own time, where the job leaves it to them. */
export async function ownTimeOf(job: Job, asked: Asked, ctx: Context): Promise<Own | undefined> {
  if (!job.ownTime) return undefined
  if (await pauseNow(ctx.db, job.name)) return { paused: true }
  const period = periodAfter(job.schedule, ctx.zone, asked.period)
  const next = await job.ownTime({ ...asked, period }, ctx)
  return { ...(await job.ownTime(asked, ctx)), next }
}

/** One that is late gives way to the next, where that comes so soon. */
const NEXT_STANDS_IN = { hours: 24 }

/**
 * What becomes of a run whose reader has a time of their own: it waits for it. One whose period ended before anybody
 * could post it comes late, unless the next one is as good as there. Undefined where it is to be posted now.
 */
export function awaiting(own: Own, { period, now }: Asked, ctx: Context): Outcome | undefined {
  const end = period.to.toZonedDateTime(ctx.zone)
  if ('paused' in own) return { state: 'waiting', words: notInPeriod(jobPaused()), until: end }
  if ('not' in own) {
    const words = notInPeriod(own.not)
    return isBy(end, now) ? { state: 'nothing', words } : { state: 'waiting', words, until: end }
  }
  if (!isBy(own.at, now)) return { state: 'waiting', words: readersTime(own.at), until: own.at }
  const { next } = own
  const standsIn = next && 'at' in next && isBy(next.at, now.add(NEXT_STANDS_IN))
  return isBy(end, now) && standsIn ? { state: 'nothing', words: periodOver() } : undefined
}

const isBy = (at: Temporal.ZonedDateTime, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at.toInstant(), now) <= 0
