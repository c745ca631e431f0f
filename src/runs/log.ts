import type { Database } from '#src/db/connect.ts'
import { type Mode, mode } from './run.ts'

/** A line of the run log. */
export type LoggedRun = {
  job: string
  period: string
  scope: string
  state: string
  step: string | undefined
  words: string
  mode: Mode
  missed: string[]
  scheduledAt: Temporal.ZonedDateTime
  finishedAt: Temporal.Instant | undefined
}

/** The newest runs, first the newest. Periods that nobody was to get anything for are left out. */
export async function recentRuns(db: Database, most: number): Promise<LoggedRun[]> {
  const rows = await db.jobRun.findMany({
    include: { of: true },
    orderBy: [{ of: { claimedAt: 'desc' } }, { job: 'asc' }, { scope: 'asc' }],
    take: most,
  })
  return rows.map(({ of, error, outcome, finishedAt, step, ...row }) => ({
    job: row.job,
    period: row.period,
    scope: row.scope,
    state: row.state,
    step: step ?? undefined,
    words: error ?? outcome ?? '',
    mode: mode.parse(of.mode),
    missed: of.missed,
    scheduledAt: instantOf(of.scheduledAt).toZonedDateTimeISO(of.zone),
    finishedAt: finishedAt ? instantOf(finishedAt) : undefined,
  }))
}

/** One run by the key of its first post: what was published, and how it came about. */
export async function findRun(db: Database, key: string) {
  const [job = '', period = '', ...scope] = key.split('/')
  const row = await db.jobRun.findUnique({
    where: { job_period_scope: { job, period, scope: scope.join('/') } },
    include: { of: true },
  })
  if (!row) return undefined
  const { of } = row
  const scheduledAt = instantOf(of.scheduledAt).toZonedDateTimeISO(of.zone)
  return {
    job,
    period,
    scope: row.scope,
    facts: row.facts,
    posts: row.posts,
    mode: mode.parse(of.mode),
    missed: of.missed,
    scheduledAt,
  }
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
