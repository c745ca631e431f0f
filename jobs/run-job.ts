import { z } from 'zod'
import { readPermalink } from '#bot/slack/channels.ts'
import type { Message } from '#bot/slack/message.ts'
import type { Keyed } from '#bot/slack/outgoing.ts'
import { picture } from '#bot/slack/picture.ts'
import type { Wire } from '#bot/slack/wire.ts'
import { postedWords } from '#bot/views/job-words.ts'
import { type Lateness, lateness } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { digestsOf } from '#src/posts/store.ts'
import { STEPS, type Step, type TakenRun } from '#src/runs/run.ts'
import { placeOf } from './address.ts'
import type { Job, Scope } from './job.ts'
import { awaiting, ownTimeOf } from './own-time.ts'
import { countOf, postAll, sweepRun, uploadAll, type Where } from './publish.ts'
import { periodOf } from './schedule.ts'
import { keyOf, tell } from './tell.ts'

/** How a run ended, if it did not fail. */
export type Outcome =
  | { state: 'posted'; words: string }
  | { state: 'nothing'; words: string }
  | { state: 'waiting'; words: string; until: Temporal.ZonedDateTime }

/** What a run reports of its way: each step as it is done, and the look at the lease before something is sent. */
export type Progress = {
  record(step: Step, done?: { facts?: unknown; posts?: unknown; pictures?: unknown }): Promise<void>
  hold(): Promise<void>
}

/**
 * Does one run, from the step on that was recorded last: computes, words it, uploads its pictures, posts, and notes
 * that it has. Throws where a step fails; the next attempt goes on there.
 */
export async function runJob(
  job: Job,
  scope: Scope,
  run: TakenRun,
  progress: Progress,
  ctx: Context,
  wire: Wire,
): Promise<Outcome> {
  const asked = {
    period: periodOf(job.schedule, run),
    scope,
    now: ctx.now(),
    linkTo: ({ channelId, ts }: Where) => readPermalink(channelId, ts, wire),
  }
  const reached = (step: Step) => STEPS.indexOf(run.step) >= STEPS.indexOf(step)
  const own = run.mode.as === 'manual' ? undefined : await ownTimeOf(job, asked, ctx)
  const notYet = own && !reached('computed') ? awaiting(own, asked, ctx) : undefined
  if (notYet) return notYet
  const due = own && 'at' in own ? own.at : run.scheduledAt
  if (!reached('computed')) await job.lookUp?.(asked, ctx, wire)
  const place = await placeOf(scope, ctx, wire)

  const computed = reached('computed') ? keptFacts(run) : await job.compute(asked, ctx)
  if (computed.found === 'nothing') {
    await job.settle?.(undefined, asked, ctx)
    return { state: 'nothing', words: computed.because }
  }
  if (computed.wait && mayWait(run, computed.wait.until, ctx)) return waiting(computed.wait)
  if (!reached('computed')) await progress.record('computed', { facts: computed.facts })

  const before = told.safeParse(run.posts).data
  const again = before && (await digestsOf(ctx.db, [keyOf(job, run)])).size > 0
  const late = again
    ? before.lateness
    : latenessOf({ ...run, scheduledAt: due }, ctx.now(), {
        waited: computed.wait !== undefined,
        own: own !== undefined,
      })
  const posts =
    reached('rendered') && before
      ? before.posts.map((post) => ({ ...post, ...place }) as Keyed)
      : await tell({
          job,
          facts: computed.facts,
          run: { ...run, scheduledAt: due },
          lateness: late,
          place,
          ctx,
        })
  if (!reached('rendered'))
    await progress.record('rendered', {
      posts: { lateness: late, due: due.toInstant().toString(), posts: posts.map(kept) },
    })

  const current = await digestsOf(
    ctx.db,
    posts.map(({ key }) => key),
  )
  const pictures = await uploadAll(posts, current, run, progress, ctx, wire)
  const where = await postAll(posts, pictures.ids, progress, ctx, wire)
  await progress.record('posted')
  await job.settle?.(computed.facts, asked, ctx)
  await sweepRun(run, where, ctx, wire)
  return {
    state: 'posted',
    words: [postedWords(countOf(posts, current)), pictures.fault].filter(Boolean).join(', '),
  }
}

const keptFacts = ({ facts }: TakenRun) => ({ found: 'facts', facts, wait: undefined }) as const

/** A run by hand, or one that is late as it is, waits for nothing. */
function mayWait({ mode }: TakenRun, until: Temporal.ZonedDateTime, ctx: Context): boolean {
  return mode.as !== 'manual' && Temporal.Instant.compare(ctx.now(), until.toInstant()) < 0
}

const waiting = (wait: { for: string; until: Temporal.ZonedDateTime }): Outcome => ({
  state: 'waiting',
  words: `waits for ${wait.for}`,
  until: wait.until,
})

/** So much later than planned is late; a wake-up, an attempt or two and a queue are not. */
const ON_TIME = { hours: 1 }
const LOOKS = { minutes: 15 }

function latenessOf(
  { mode, scheduledAt, attempts }: TakenRun,
  now: Temporal.Instant,
  { waited, own }: { waited: boolean; own: boolean },
): Lateness | undefined {
  const due = scheduledAt.toInstant()
  if (mode.as === 'manual') return { because: 'by hand', at: now.toString() }
  // A run that was there and waited for its reader is not late by a look or two.
  if (own && Temporal.Instant.compare(now, due.add(LOOKS)) < 0) return undefined
  if ((mode.as === 'late' || mode.as === 'paused') && isIn(due, mode)) {
    const { from, to } = mode
    return { because: mode.as === 'late' ? 'down' : 'paused', from, to }
  }
  if (Temporal.Instant.compare(now, due.add(ON_TIME)) < 0) return undefined
  if (waited) return { because: 'sources' }
  // A run that waits for its reader is there before it is due, and may be late without an attempt that failed.
  return { because: own && attempts < 2 ? 'delay' : 'failures' }
}

const isIn = (due: Temporal.Instant, { from, to }: { from: string; to: string }): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(from), due) <= 0 &&
  Temporal.Instant.compare(due, Temporal.Instant.from(to)) < 0

/** What is kept of a post is all but the place, which may have changed by the next attempt. */
const keptPost = z.object({
  key: z.string(),
  message: z.custom<Message>((value) => typeof value === 'object' && value !== null),
  threadOf: z.string().optional(),
  picture: picture.optional(),
})

/** A report that is brought up to date stays as late, or as punctual, as it was. */
const told = z.object({ lateness: lateness.optional(), posts: z.array(keptPost) })

const kept = ({ key, message, threadOf, picture: shown }: Keyed) => ({
  key,
  message,
  threadOf,
  picture: shown,
})
