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

type Claim = { mode: Mode; missed: PeriodRow[]; scopes: string[]; now: Temporal.Instant }

/**
 * Claims a period and opens its runs, and closes those that were missed before it: all or nothing. False if
 * somebody has claimed it already.
 */
export async function claimPeriod(db: Database, period: PeriodRow, claim: Claim): Promise<boolean> {
  const { mode, missed, scopes, now } = claim
  const row = (of: PeriodRow, as: Mode, names: string[]) => ({
    job: of.job,
    period: of.period,
    startsOn: new Date(of.from.toString()),
    scheduledAt: new Date(of.scheduledAt.epochMilliseconds),
    zone: of.scheduledAt.timeZoneId,
    mode: as,
    missed: names,
    claimedAt: dateOf(now),
  })
  const names = missed.map((each) => each.period)
  return await db.$transaction(async (tx) => {
    const { count } = await tx.jobPeriod.createMany({
      data: [row(period, mode, names)],
      skipDuplicates: true,
    })
    if (count === 0) return false
    const stood = { as: 'missed', by: period.period } as const
    await tx.jobPeriod.createMany({ data: missed.map((each) => row(each, stood, [])), skipDuplicates: true })
    await tx.jobRun.createMany({
      data: scopes.map((scope) => ({ job: period.job, period: period.period, scope })),
    })
    return true
  })
}

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
