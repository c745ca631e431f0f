import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { LeaseLost, mode, type RunState, STEPS, type Step, type TakenRun } from './run.ts'

/** Who works on runs, and how long a sign of life of theirs holds. Leases follow the database's clock. */
export type Worker = { id: string; leaseMs: number }

type Row = Omit<TakenRun, 'mode' | 'scheduledAt' | 'step'> & {
  step: string | null
  leased_by: string | null
  takenOver: boolean
  mode: unknown
  scheduledAt: Date
  zone: string
}

const milliseconds = (count: number) => Prisma.sql`${count} * interval '1 millisecond'`

/**
 * Takes one run of these jobs that is open and that nobody works on, or the named one; each by one worker only.
 * Other instances may be of another version and know other jobs. Waiting runs follow the team's clock, which a
 * sandbox may move; retries and leases follow the database's.
 */
export async function takeRun(
  db: Database,
  worker: Worker,
  now: Temporal.Instant,
  { jobs, runId }: { jobs: string[]; runId?: string | undefined },
): Promise<TakenRun | undefined> {
  const named = runId === undefined ? Prisma.empty : Prisma.sql`AND id = ${runId}::uuid`
  const [row] = await db.$queryRaw<Row[]>`
    WITH next AS (
      SELECT id, leased_by AS before FROM job_runs
      WHERE job = ANY(${jobs}::text[]) ${named} AND (leased_until IS NULL OR leased_until < clock_timestamp()) AND (
        state = 'open' AND (next_try_at IS NULL OR next_try_at <= clock_timestamp())
        OR state = 'waiting' AND next_try_at <= ${dateOf(now)})
      ORDER BY next_try_at NULLS FIRST, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE job_runs run SET state = 'open', leased_by = ${worker.id}::uuid, attempts = attempts + 1,
      leased_until = clock_timestamp() + ${milliseconds(worker.leaseMs)},
      sweep_until = CASE WHEN next.before IS NULL THEN sweep_until ELSE clock_timestamp() + interval '1 hour' END,
      step = COALESCE(step, 'claimed'), started_at = COALESCE(started_at, ${dateOf(now)})
    FROM next, job_periods period
    WHERE run.id = next.id AND period.job = run.job AND period.period = run.period
    RETURNING run.id, run.job, run.period, run.scope, run.attempts, run.step, run.facts, run.posts, run.pictures,
      period.mode, period.missed, period.scheduled_at AS "scheduledAt", period.zone`
  return row && readRow(row)
}

function readRow({ mode: as, step, scheduledAt, zone, ...row }: Row): TakenRun {
  return {
    ...row,
    mode: mode.parse(as),
    step: STEPS.find((each) => each === step) ?? 'claimed',
    scheduledAt: Temporal.Instant.fromEpochMilliseconds(scheduledAt.getTime()).toZonedDateTimeISO(zone),
  }
}

/** A sign of life, and the look before something is sent. Throws LeaseLost where somebody else took over. */
export async function holdLease(db: Database, runId: string, worker: Worker): Promise<void> {
  const held = await db.$executeRaw`
    UPDATE job_runs SET leased_until = clock_timestamp() + ${milliseconds(worker.leaseMs)}
    WHERE id = ${runId}::uuid AND leased_by = ${worker.id}::uuid AND leased_until > clock_timestamp()`
  if (held === 0) throw new LeaseLost(`The lease of run ${runId} is lost.`)
}

/** Records how far a run has come, so that a retry goes on from there. */
export async function recordStep(
  db: Database,
  runId: string,
  worker: Worker,
  step: Step,
  done: { facts?: unknown; posts?: unknown; pictures?: unknown } = {},
): Promise<void> {
  const { count } = await db.jobRun.updateMany({
    where: { id: runId, leasedBy: worker.id },
    data: { step, ...(done as object) },
  })
  if (count === 0) throw new LeaseLost(`The lease of run ${runId} is lost.`)
}

export type Ending = { state: RunState; outcome?: string; error?: string; at: Temporal.Instant }

/** Ends a worker's part in a run: it is done, or is to be tried again after a while. */
export async function releaseRun(
  db: Database,
  runId: string,
  worker: Worker,
  { state, outcome, error, at }: Ending,
  again?: { inMs: number } | { at: Temporal.Instant },
): Promise<void> {
  const open = state === 'open' || state === 'waiting'
  await db.jobRun.updateMany({
    where: { id: runId, leasedBy: worker.id },
    data: {
      state,
      outcome: outcome ?? null,
      error: error ?? null,
      leasedBy: null,
      leasedUntil: null,
      nextTryAt: again && 'at' in again ? dateOf(again.at) : null,
      finishedAt: open ? null : dateOf(at),
      ...(state !== 'open' && { attempts: 0 }),
    },
  })
  if (again && 'inMs' in again)
    await db.$executeRaw`UPDATE job_runs SET next_try_at = clock_timestamp() + ${milliseconds(again.inMs)}
      WHERE id = ${runId}::uuid AND leased_by IS NULL`
}

/** Ends all leases: only for the one process that owns the embedded database, at its start. */
export async function releaseRunLeases(db: Database): Promise<void> {
  await db.$executeRaw`UPDATE job_runs SET leased_until = clock_timestamp() - interval '1 second'
    WHERE leased_by IS NOT NULL`
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
