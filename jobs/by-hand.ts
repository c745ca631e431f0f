import { setTimeout as wait } from 'node:timers/promises'
import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import * as words from '#bot/views/job-words.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { claimPeriod, reopenRuns } from '#src/runs/periods.ts'
import type { Mode } from '#src/runs/run.ts'
import { directTo } from './address.ts'
import { computeAll } from './dry-run.ts'
import type { Job } from './job.ts'
import { rowOf } from './plan.ts'
import { type Means, runOnce } from './run-once.ts'
import { periodAt } from './schedule.ts'
import { tell } from './tell.ts'

/** The job of this name. Throws a UserError that lists the names. */
export function jobNamed(jobs: Job[], name: string): Job {
  const found = jobs.find((job) => job.name === name)
  if (found === undefined)
    throw new UserError(
      `There is no job ${JSON.stringify(name)}; there are ${jobs.map((job) => job.name).join(', ')}.`,
    )
  return found
}

/**
 * Runs a job for the period that is its latest at an instant. One that was posted is computed anew, and its posts are
 * brought up to date. Returns what came of it, in words; throws a UserError where it failed.
 */
export async function runByHand(job: Job, at: Temporal.Instant, means: Means): Promise<string> {
  const { ctx } = means
  const period = periodAt(job.schedule, ctx.zone, at)
  const scopes = (await job.scopes(ctx)).map(({ id }) => id)
  const mode: Mode = { as: 'manual' }
  await claimPeriod(ctx.db, rowOf(job, period), { mode, missed: [], scopes, now: ctx.now() })
  const runs = await reopenRuns(ctx.db, rowOf(job, period), scopes)
  const endings = []
  for (const id of runs) endings.push(await finish(id, means))
  const said = words.ranByHand(job.title, period.id, endings)
  if (endings.some(({ failed }) => failed)) throw new UserError(said)
  return said
}

/** Does a run, or waits for whoever is at it. */
async function finish(id: string, means: Means): Promise<words.Ending> {
  const { ctx } = means
  for (let look = 0; look < 60; look += 1) {
    const done = await runOnce(means, id)
    if (done) return endingOf(done.run.scope, done.ended)
    const kept = await ctx.db.jobRun.findUniqueOrThrow({ where: { id } })
    if (kept.state !== 'open') {
      const failed = kept.state === 'failed'
      return { scope: kept.scope, failed, words: (failed ? kept.error : kept.outcome) ?? kept.state }
    }
    await wait(2000)
  }
  return { scope: id, failed: true, words: 'somebody else has been at it for two minutes' }
}

type Done = NonNullable<Awaited<ReturnType<typeof runOnce>>>

function endingOf(scope: string, ended: Done['ended']): words.Ending {
  if ('error' in ended) return { scope, failed: true, words: ended.error }
  if (ended.state === 'taken over') return { scope, failed: false, words: 'somebody else goes on with it' }
  return { scope, failed: false, words: ended.words }
}

/** Sends what a job would post to one person alone. Nothing is recorded as run. */
export async function sendTest(
  job: Job,
  at: Temporal.Instant,
  handle: string,
  means: Means,
): Promise<string> {
  const { ctx, wire, random } = means
  const place = await directTo(handle, ctx, wire)
  const prefix = `test/${Math.floor(random() * 1e12).toString(36)}/`
  let sent = 0
  for (const { run, computed } of await computeAll(job, at, ctx)) {
    if (computed.found === 'nothing') continue
    const facts = computed.facts
    const lateness = { because: 'test', at: ctx.now().toString() } as const
    const posts = await tell({ job, facts, run, lateness, place, ctx, prefix })
    for (const post of posts) await deliverKeyed(post, ctx, wire)
    sent += posts.length
  }
  return words.testSent(job.title, handle, sent)
}

/** What goes wrong for one who asked, in words. */
export const inWords = (error: unknown): string =>
  error instanceof UserError ? error.message : words.couldNotRun(causeOf(error))
