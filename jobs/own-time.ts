import { jobPaused, notInPeriod, periodOver, readersTime } from '#bot/views/job-words.ts'
import { pauseNow } from '#src/runs/pauses.ts'
import type { Asked, Job, JobContext, OwnTime } from './job.ts'
import type { Outcome } from './run-job.ts'

/** A reader's own time, where the job leaves it to them; a job that is paused has none until it is resumed. */
export async function ownTimeOf(job: Job, asked: Asked, ctx: JobContext): Promise<OwnTime | undefined> {
  if (!job.ownTime) return undefined
  return (await pauseNow(ctx.db, job.name)) ? { not: jobPaused() } : await job.ownTime(asked, ctx)
}

/**
 * What becomes of a run whose reader has a time of their own: it waits for it, and ends without a post once its
 * period is over, since the next one says what is still open. Undefined where it is time.
 */
export function awaiting(own: OwnTime, { period, now }: Asked, ctx: JobContext): Outcome | undefined {
  const end = period.to.toZonedDateTime(ctx.zone)
  if (isBy(end, now)) return { state: 'nothing', words: 'not' in own ? notInPeriod(own.not) : periodOver() }
  if ('not' in own) return { state: 'waiting', words: notInPeriod(own.not), until: end }
  return isBy(own.at, now) ? undefined : { state: 'waiting', words: readersTime(own.at), until: own.at }
}

const isBy = (at: Temporal.ZonedDateTime, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at.toInstant(), now) <= 0
