import type { Database } from '#src/db/connect.ts'
import { type Pause, pauseNow } from './pauses.ts'

/** A job as the clock that looked after it last left it. */
export type PlannedJob = {
  name: string
  title: string
  /** When it is due next; nothing comes of that while it is paused. */
  nextAt: Temporal.Instant | undefined
  checkedAt: Temporal.Instant
  pause: Pause | undefined
}

/** A job that no clock has looked after for so much longer than the others is no longer one. */
const FORGOTTEN_AFTER = { hours: 24 * 7 }

/** Every job that a clock looks after, by when it is due. */
export async function plannedJobs(db: Database): Promise<PlannedJob[]> {
  const rows = await db.job.findMany({ orderBy: [{ nextAt: 'asc' }, { name: 'asc' }] })
  const newest = Math.max(...rows.map(({ checkedAt }) => checkedAt.getTime()))
  const current = rows.filter(({ checkedAt }) => {
    const forgotten = instantOf(checkedAt).add(FORGOTTEN_AFTER)
    return forgotten.epochMilliseconds > newest
  })
  return await Promise.all(
    current.map(async ({ name, title, nextAt, checkedAt }) => ({
      name,
      title: title || name,
      nextAt: nextAt ? instantOf(nextAt) : undefined,
      checkedAt: instantOf(checkedAt),
      pause: await pauseNow(db, name),
    })),
  )
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
