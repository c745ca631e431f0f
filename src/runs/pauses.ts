import type { Database } from '#src/db/connect.ts'
import { settingHistory, writeSetting } from '#src/settings/store.ts'

/** A job that somebody stopped: it claims no period until somebody resumes it. */
export type Pause = {
  by: string
  since: Temporal.Instant
  /** Undefined while it lasts. */
  over?: { by: string; at: Temporal.Instant }
}

const PAUSED = 'paused'
const RUNNING = 'running'
const keyOf = (job: string) => `job/${job}` as const

/** More changes than these nobody looks back on. */
const MOST = 40

/** The pauses of a job, the newest first. */
export async function pausesOf(db: Database, job: string): Promise<Pause[]> {
  const changes = await settingHistory(db, keyOf(job), MOST)
  return changes.flatMap(({ value, by, since }, index) => {
    if (value !== PAUSED) return []
    const after = changes[index - 1]
    return { by, since, ...(after && { over: { by: after.by, at: after.since } }) }
  })
}

/** The pause that a job is in now, if it is in one. */
export async function pauseNow(db: Database, job: string): Promise<Pause | undefined> {
  return (await pausesOf(db, job)).find(({ over }) => over === undefined)
}

/** False where it was paused already. */
export const pauseJob = (db: Database, job: string, change: Change) => turn(db, job, PAUSED, change)

/** False where it was not paused. */
export const resumeJob = (db: Database, job: string, change: Change) => turn(db, job, RUNNING, change)

type Change = { by: string; at: Temporal.Instant }

async function turn(db: Database, job: string, value: string, change: Change): Promise<boolean> {
  const isPaused = (await pauseNow(db, job)) !== undefined
  if (isPaused === (value === PAUSED)) return false
  await writeSetting(db, keyOf(job), value, change)
  return true
}
