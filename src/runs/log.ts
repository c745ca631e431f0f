import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
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
  /** Its last attempt failed, for the reason that `words` give. */
  failed: boolean
  /** Why it came later than it was due. */
  late: string | undefined
  nextTryAt: Temporal.Instant | undefined
  /** Whoever worked at it died or was paused, and somebody else went on. */
  takenOver: boolean
  mode: Mode
  missed: string[]
  scheduledAt: Temporal.ZonedDateTime
  finishedAt: Temporal.Instant | undefined
}

/** The newest runs, first the newest, of one job or of all. */
export async function recentRuns(db: Database, most: number, job?: string): Promise<LoggedRun[]> {
  const rows = await db.jobRun.findMany({
    ...(job !== undefined && { where: { job } }),
    include: { of: true },
    orderBy: [{ of: { claimedAt: 'desc' } }, { job: 'asc' }, { scope: 'asc' }],
    take: most,
  })
  return rows.map(logged)
}

/** Runs that failed or go on failing, and that no later one of the same job and reader has made good. */
export async function failingRuns(db: Database, job?: string): Promise<LoggedRun[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT run.id FROM job_runs run JOIN job_periods at ON at.job = run.job AND at.period = run.period
    WHERE run.error IS NOT NULL AND run.state IN ('failed', 'open') AND NOT EXISTS (
      SELECT 1 FROM job_runs later JOIN job_periods after ON after.job = later.job AND after.period = later.period
      WHERE later.job = run.job AND later.scope = run.scope AND after.starts_on > at.starts_on
        AND later.state IN ('posted', 'nothing'))`
  const rows = await db.jobRun.findMany({
    where: { id: { in: found.map(({ id }) => id) }, ...(job !== undefined && { job }) },
    include: { of: true },
    orderBy: [{ of: { claimedAt: 'desc' } }, { scope: 'asc' }],
  })
  return rows.map(logged)
}

type Row = Prisma.JobRunGetPayload<{ include: { of: true } }>

function logged({ of, error, outcome, finishedAt, nextTryAt, step, ...row }: Row): LoggedRun {
  return {
    job: row.job,
    period: row.period,
    scope: row.scope,
    state: row.state,
    step: step ?? undefined,
    words: error ?? outcome ?? '',
    failed: error !== null,
    late: told.parse(row.posts).lateness?.because,
    nextTryAt: nextTryAt ? instantOf(nextTryAt) : undefined,
    takenOver: row.sweepUntil !== null,
    mode: mode.parse(of.mode),
    missed: of.missed,
    scheduledAt: instantOf(of.scheduledAt).toZonedDateTimeISO(of.zone),
    finishedAt: finishedAt ? instantOf(finishedAt) : undefined,
  }
}

const told = z.object({ lateness: z.object({ because: z.string() }).optional() }).catch({})

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
