import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import type { Mode } from './run.ts'

/** A job as the clock knows it. */
export type KnownJob = {
  registeredAt: Temporal.Instant
  checkedAt: Temporal.Instant
  done?: Temporal.PlainDate
}

/** A period to be worked on, as kept. */
export type PeriodRow = {
  job: string
  period: string
  from: Temporal.PlainDate
  scheduledAt: Temporal.ZonedDateTime
}

/**
 * When the clock first met a job, when it last looked, and the first day of the last period that is dealt with.
 * A job never seen before is registered now. A clock that was set back meets it anew.
 */
export async function meetJob(db: Database, name: string, now: Temporal.Instant): Promise<KnownJob> {
  const at = dateOf(now)
  await db.job.createMany({ data: [{ name, registeredAt: at, checkedAt: at }], skipDuplicates: true })
  await db.job.updateMany({
    where: { name, registeredAt: { gt: at } },
    data: { registeredAt: at, checkedAt: at },
  })
  const known = await db.job.findUniqueOrThrow({ where: { name } })
  const last = await db.jobPeriod.findFirst({
    where: { job: name, scheduledAt: { lte: at } },
    orderBy: { startsOn: 'desc' },
  })
  return {
    registeredAt: instantOf(known.registeredAt),
    checkedAt: instantOf(known.checkedAt),
    ...(last && { done: dayOf(last.startsOn) }),
  }
}

/** Notes that the clock has looked after a job, so that a downtime can be told, and what comes next. */
export async function noteChecked(
  db: Database,
  { name, title, nextAt }: { name: string; title: string; nextAt: Temporal.ZonedDateTime },
  now: Temporal.Instant,
): Promise<void> {
  const next = new Date(nextAt.epochMilliseconds)
  await db.job.updateMany({ where: { name }, data: { checkedAt: dateOf(now), title, nextAt: next } })
}

/** Runs that wait for their readers' time may have missed it meanwhile: why is kept with their period. */
export async function noteGap(db: Database, job: string, gap: Mode): Promise<void> {
  const chosen = ['manual', 'missed'].map((as) => ({ mode: { path: ['as'], equals: as } }))
  await db.jobPeriod.updateMany({
    where: { job, NOT: { OR: chosen }, runs: { some: { state: 'waiting' } } },
    data: { mode: gap },
  })
}

type Claim = { mode: Mode; missed: PeriodRow[]; scopes: string[]; now: Temporal.Instant }

/**
 * Claims a period and opens its runs, and closes those that were missed before it, in one statement: all or nothing.
 * False if somebody has claimed it already.
 */
export async function claimPeriod(db: Database, period: PeriodRow, claim: Claim): Promise<boolean> {
  const { mode, missed, scopes, now } = claim
  const names = missed.map((each) => each.period)
  const stood: Mode = { as: 'missed', by: period.period }
  const rows = (some: PeriodRow[]) => JSON.stringify(some.map(columnsOf))
  const [claimed] = await db.$queryRaw<{ count: number }[]>`
    WITH claimed AS (
      INSERT INTO job_periods (job, period, starts_on, scheduled_at, zone, mode, missed, claimed_at)
      SELECT job, period, starts_on, scheduled_at, zone, ${JSON.stringify(mode)}::jsonb, ${names}::text[], ${dateOf(now)}
      FROM jsonb_to_recordset(${rows([period])}::jsonb) AS row${COLUMNS}
      ON CONFLICT DO NOTHING RETURNING job, period
    ), passed AS (
      INSERT INTO job_periods (job, period, starts_on, scheduled_at, zone, mode, missed, claimed_at)
      SELECT job, period, starts_on, scheduled_at, zone, ${JSON.stringify(stood)}::jsonb, '{}', ${dateOf(now)}
      FROM jsonb_to_recordset(${rows(missed)}::jsonb) AS row${COLUMNS} WHERE EXISTS (SELECT FROM claimed)
      ON CONFLICT DO NOTHING
    ), opened AS (
      INSERT INTO job_runs (id, job, period, scope)
      SELECT gen_random_uuid(), job, period, scope FROM claimed, unnest(${scopes}::text[]) AS scope
    ) SELECT count(*)::int AS count FROM claimed`
  return claimed?.count === 1
}

const COLUMNS = Prisma.sql`(job text, period text, starts_on date, scheduled_at timestamptz, zone text)`

const columnsOf = ({ job, period, from, scheduledAt }: PeriodRow) => ({
  job,
  period,
  starts_on: from.toString(),
  scheduled_at: scheduledAt.toInstant().toString(),
  zone: scheduledAt.timeZoneId,
})

/** Opens the runs of a period once more, those that somebody is at work on left alone. Returns the ids of its runs. */
export async function reopenRuns(
  db: Database,
  { job, period }: Pick<PeriodRow, 'job' | 'period'>,
  scopes: string[],
): Promise<string[]> {
  await db.jobPeriod.updateMany({
    where: { job, period, mode: { path: ['as'], equals: 'missed' } },
    data: { mode: { as: 'manual' } },
  })
  await db.jobRun.createMany({ data: scopes.map((scope) => ({ job, period, scope })), skipDuplicates: true })
  await db.jobRun.updateMany({
    where: { job, period, scope: { in: scopes }, leasedBy: null },
    data: {
      state: 'open',
      step: null,
      nextTryAt: null,
      attempts: 0,
      startedAt: null,
      pictures: Prisma.DbNull,
    },
  })
  const runs = await db.jobRun.findMany({
    where: { job, period, scope: { in: scopes } },
    select: { id: true },
  })
  return runs.map(({ id }) => id)
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
const dayOf = (date: Date) => Temporal.PlainDate.from(date.toISOString().slice(0, 10))
