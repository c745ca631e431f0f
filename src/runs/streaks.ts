import type { Database } from '#src/db/connect.ts'

/** A run that fails, or that is well again, of which somebody ought to hear. */
export type Trouble = {
  id: string
  job: string
  period: string
  scope: string
  error: string | null
  /** Over: it will not be tried again by itself. */
  over: boolean
}

/** From this failed attempt on, people hear of it. */
const TOLD_FROM = 3

/**
 * Runs that keep failing and whose streak nobody was told of. One that fails right after a period whose failure was
 * told belongs to that streak, and is not told again.
 */
export async function untoldTroubles(db: Database): Promise<Trouble[]> {
  return await db.$queryRaw<Trouble[]>`
    SELECT run.id, run.job, run.period, run.scope, run.error, run.state = 'failed' AS over
    FROM job_runs run JOIN job_periods at ON at.job = run.job AND at.period = run.period
    WHERE run.error IS NOT NULL AND run.told_at IS NULL
      AND (run.state = 'failed' OR run.state = 'open' AND run.attempts >= ${TOLD_FROM})
      AND NOT COALESCE((
        SELECT before.state = 'failed' AND before.told_at IS NOT NULL
        FROM job_runs before JOIN job_periods earlier ON earlier.job = before.job AND earlier.period = before.period
        WHERE before.job = run.job AND before.scope = run.scope AND earlier.starts_on < at.starts_on
        ORDER BY earlier.starts_on DESC LIMIT 1), false)`
}

/** Runs that went well, after a failure that was told: their own, or that of the period before. */
export async function untoldRecoveries(db: Database): Promise<(Trouble & { toldId: string })[]> {
  return await db.$queryRaw<(Trouble & { toldId: string })[]>`
    SELECT run.id, run.job, run.period, run.scope, NULL AS error, false AS over, told.id AS "toldId"
    FROM job_runs told JOIN job_periods at ON at.job = told.job AND at.period = told.period
    JOIN job_runs run ON run.job = told.job AND run.scope = told.scope
    JOIN job_periods later ON later.job = run.job AND later.period = run.period
    WHERE told.told_at IS NOT NULL AND run.state IN ('posted', 'nothing')
      AND (run.id = told.id OR later.starts_on > at.starts_on)
    ORDER BY later.starts_on`
}

export async function noteTold(db: Database, runId: string, at: Temporal.Instant): Promise<void> {
  await db.jobRun.update({ where: { id: runId }, data: { toldAt: new Date(at.epochMilliseconds) } })
}

/** Ends a streak: the next failure is told again. */
export async function noteRecovered(db: Database, runId: string): Promise<void> {
  await db.jobRun.update({ where: { id: runId }, data: { toldAt: null } })
}
