import { z } from 'zod'
import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import { deleteDuplicates } from '#bot/slack/find-key.ts'
import type { Message } from '#bot/slack/message.ts'
import type { Keyed } from '#bot/slack/outgoing.ts'
import { picture, uploadPicture } from '#bot/slack/picture.ts'
import { digestOfPost } from '#bot/slack/post.ts'
import type { Wire } from '#bot/slack/wire.ts'
import { type Lateness, lateness } from '#bot/views/telling.ts'
import { causeOf } from '#src/errors.ts'
import { digestsOf } from '#src/posts/store.ts'
import { STEPS, type Step, type TakenRun } from '#src/runs/run.ts'
import { placeOf } from './address.ts'
import type { Job, JobContext, Scope } from './job.ts'
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
  ctx: JobContext,
  wire: Wire,
): Promise<Outcome> {
  const place = await placeOf(scope, ctx, wire)
  const asked = { period: periodOf(job.schedule, run), scope, now: ctx.now() }
  const reached = (step: Step) => STEPS.indexOf(run.step) >= STEPS.indexOf(step)

  const computed = reached('computed') ? keptFacts(run) : await job.compute(asked, ctx)
  if (computed.found === 'nothing') return { state: 'nothing', words: computed.because }
  if (computed.wait && mayWait(run, computed.wait.until, ctx)) return waiting(computed.wait)
  if (!reached('computed')) await progress.record('computed', { facts: computed.facts })

  const before = told.safeParse(run.posts).data
  const again = before && (await digestsOf(ctx.db, [keyOf(job, run)])).size > 0
  const late = again ? before.lateness : latenessOf(run, ctx.now(), computed.wait !== undefined)
  const posts =
    reached('rendered') && before
      ? before.posts.map((post) => ({ ...post, ...place }) as Keyed)
      : await tell({ job, facts: computed.facts, run, lateness: late, place, ctx })
  if (!reached('rendered'))
    await progress.record('rendered', { posts: { lateness: late, posts: posts.map(kept) } })

  const pictures = await uploadAll(posts, run, progress, ctx, wire)
  const where = await postAll(posts, pictures.ids, progress, ctx, wire)
  await progress.record('posted')
  await job.posted?.(computed.facts, asked, ctx)
  await sweepRun(run, where, ctx, wire)
  return { state: 'posted', words: [where.words, pictures.fault].filter(Boolean).join('; ') }
}

const keptFacts = ({ facts }: TakenRun) => ({ found: 'facts', facts, wait: undefined }) as const

/** A run by hand, or one that is late as it is, waits for nothing. */
function mayWait({ mode }: TakenRun, until: Temporal.ZonedDateTime, ctx: JobContext): boolean {
  return mode.as !== 'manual' && Temporal.Instant.compare(ctx.now(), until.toInstant()) < 0
}

const waiting = (wait: { for: string; until: Temporal.ZonedDateTime }): Outcome => ({
  state: 'waiting',
  words: `waits for ${wait.for}`,
  until: wait.until,
})

/** So much later than planned is late; a wake-up, an attempt or two and a queue are not. */
const ON_TIME = { hours: 1 }

function latenessOf(
  { mode, scheduledAt }: TakenRun,
  now: Temporal.Instant,
  waited: boolean,
): Lateness | undefined {
  if (mode.as === 'manual') return { because: 'by hand' }
  if (mode.as === 'late') return { because: 'down', from: mode.from, to: mode.to }
  if (Temporal.Instant.compare(now, scheduledAt.toInstant().add(ON_TIME)) < 0) return undefined
  return { because: waited ? 'sources' : 'failures' }
}

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

/** Uploads what the posts show, once. A picture that fails is said and left out; the post goes out without it. */
async function uploadAll(posts: Keyed[], run: TakenRun, progress: Progress, ctx: JobContext, wire: Wire) {
  const ids = z.record(z.string(), z.string()).catch({}).parse(run.pictures)
  const current = await digestsOf(
    ctx.db,
    posts.map(({ key }) => key),
  )
  let fault = ''
  for (const post of posts) {
    if (!post.picture || ids[post.key] || current.get(post.key) === digestOfPost(post)) continue
    try {
      ids[post.key] = await uploadPicture(post.picture, wire)
    } catch (error) {
      fault = `without its picture (${causeOf(error)})`
      ctx.log.warn(
        { run: run.id, cause: causeOf(error) },
        'A picture failed; the report is posted without it',
      )
    }
  }
  await progress.record('pictured', { pictures: ids })
  return { ids, fault }
}

type Where = { channelId: string; ts: string; words: string }

async function postAll(
  posts: Keyed[],
  pictures: Record<string, string>,
  progress: Progress,
  ctx: JobContext,
  wire: Wire,
): Promise<Where> {
  let first: Where | undefined
  const mayPost = () => progress.hold()
  for (const post of posts) {
    const at = await deliverKeyed(post, ctx, wire, { pictureId: pictures[post.key], mayPost })
    first ??= {
      ...at,
      words: `${posts.length === 1 ? '1 message' : `${posts.length} messages`} in ${at.channelId}`,
    }
  }
  if (first === undefined) throw new Error('A report without a post.')
  return first
}

/** After somebody else's attempt, what they may have posted as well is looked for and deleted. */
async function sweepRun(run: TakenRun, { channelId, ts }: Where, ctx: JobContext, wire: Wire): Promise<void> {
  if (run.attempts < 2) return
  const since = ctx.now().subtract({ hours: 2 })
  await deleteDuplicates({ channelId }, since, ctx, wire)
  await deleteDuplicates({ channelId, threadTs: ts }, since, ctx, wire)
}
