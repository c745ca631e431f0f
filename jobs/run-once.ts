import type { Wire } from '#bot/slack/wire.ts'
import type { Context } from '#src/context.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { LeaseLost, type TakenRun } from '#src/runs/run.ts'
import { holdLease, recordStep, releaseRun, takeRun, type Worker } from '#src/runs/store.ts'
import type { Job } from './job.ts'
import { type Outcome, runJob } from './run-job.ts'

const MINUTE_MS = 60_000
/** After each failed attempt; then the run has failed. With them a Slack that is down for two hours is outlived. */
const PAUSES_MS = [1, 2, 4, 8, 16, 30, 60].map((minutes) => minutes * MINUTE_MS)
/** A run that waits for its sources looks again after so long. */
const LOOK_AGAIN = { minutes: 10 }

/** What the clock and the command line do runs with. */
export type Means = { jobs: Job[]; ctx: Context; wire: Wire; worker: Worker; random: () => number }

/** Takes one run, any or the named one, and does it under a lease. Undefined where there was none to take. */
export async function runOnce(
  means: Means,
  runId?: string,
): Promise<{ run: TakenRun; ended: Ended } | undefined> {
  const { ctx, worker } = means
  const jobs = means.jobs.map(({ name }) => name)
  const run = await takeRun(ctx.db, worker, ctx.now(), { jobs, runId })
  if (run === undefined) return undefined
  const beat = setInterval(
    () => void holdLease(ctx.db, run.id, worker).catch(() => undefined),
    worker.leaseMs / 3,
  )
  try {
    const ended = await attempt(run, means, runId !== undefined)
    if (ended.state !== 'taken over') await release(run, ended, means)
    return { run, ended }
  } finally {
    clearInterval(beat)
  }
}

export type Ended =
  | Outcome
  | { state: 'open' | 'failed'; error: string; mendable: boolean }
  | { state: 'taken over' }

async function attempt(run: TakenRun, { jobs, ctx, wire, worker }: Means, byHand: boolean): Promise<Ended> {
  try {
    const job = jobs.find(({ name }) => name === run.job)
    const scope = (await job?.scopes(ctx))?.find(({ id }) => id === run.scope)
    if (!job || !scope) return { state: 'nothing', words: 'its reader is gone' }
    const progress = {
      record: async (step: TakenRun['step'], done = {}) =>
        await recordStep(ctx.db, run.id, worker, step, done),
      hold: async () => await holdLease(ctx.db, run.id, worker),
    }
    // Who runs it by hand wants it now, whatever time its reader has chosen.
    const asked = byHand && job.ownTime ? { ...run, mode: { as: 'manual' } as const } : run
    return await runJob(job, scope, asked, progress, ctx, wire)
  } catch (error) {
    if (error instanceof LeaseLost) return { state: 'taken over' }
    ctx.log.error(
      { job: run.job, period: run.period, scope: run.scope, attempt: run.attempts, cause: causeOf(error) },
      'A run failed',
    )
    const last = error instanceof UserError || run.attempts > PAUSES_MS.length
    return { state: last ? 'failed' : 'open', error: causeOf(error), mendable: error instanceof UserError }
  }
}

async function release(
  run: TakenRun,
  ended: Exclude<Ended, { state: 'taken over' }>,
  means: Means,
): Promise<void> {
  const { ctx, worker, random } = means
  const at = ctx.now()
  if ('error' in ended) {
    const pause = (PAUSES_MS[run.attempts - 1] ?? 0) * (0.75 + random() / 2)
    const again = ended.state === 'open' ? { inMs: pause } : undefined
    await releaseRun(ctx.db, run.id, worker, { state: ended.state, error: ended.error, at }, again)
  } else {
    const again =
      ended.state === 'waiting' ? { at: sooner(at.add(LOOK_AGAIN), ended.until.toInstant(), at) } : undefined
    await releaseRun(ctx.db, run.id, worker, { state: ended.state, outcome: ended.words, at }, again)
  }
}

/** No later than what is waited for, while that is still to come. */
const sooner = (look: Temporal.Instant, until: Temporal.Instant, now: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(until, now) > 0 && Temporal.Instant.compare(until, look) < 0 ? until : look
