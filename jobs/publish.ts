import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import { deleteDuplicates } from '#bot/slack/find-key.ts'
import type { Keyed } from '#bot/slack/outgoing.ts'
import { uploadPicture } from '#bot/slack/picture.ts'
import { digestOfPost } from '#bot/slack/post.ts'
import type { Wire } from '#bot/slack/wire.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { claimSlot } from '#src/posts/slots.ts'
import type { TakenRun } from '#src/runs/run.ts'
import type { Progress } from './run-job.ts'

/** Uploads what the posts show, once. A picture that fails is said and left out; the post goes out without it. */
export async function uploadAll(
  posts: Keyed[],
  current: Digests,
  run: TakenRun,
  progress: Progress,
  ctx: Context,
  wire: Wire,
) {
  const ids = z.record(z.string(), z.string()).catch({}).parse(run.pictures)
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

/** What posts that are there say now. */
export type Digests = ReadonlyMap<string, string>

/** Where a message is. */
export type Where = { channelId: string; ts: string }

export async function postAll(
  posts: Keyed[],
  pictures: Record<string, string>,
  progress: Progress,
  ctx: Context,
  wire: Wire,
): Promise<Where> {
  let first: Where | undefined
  // The lease is looked at last: a turn may be long in coming.
  const mayPost = async (channelId?: string) => {
    if (channelId !== undefined) await awaitTurn(channelId, ctx, wire)
    await progress.hold()
  }
  for (const post of posts) {
    const at = await deliverKeyed(post, ctx, wire, { pictureId: pictures[post.key], mayPost })
    first ??= at
  }
  if (first === undefined) throw new Error('A report without a post.')
  return first
}

/** Waits for its turn among all that is posted to the channel, by whichever instance. */
export async function awaitTurn(channelId: string, { db }: Context, { gapMs }: Wire): Promise<void> {
  if (gapMs > 0) await wait(await claimSlot(db, channelId, gapMs))
}

/** After somebody else's attempt, what they may have posted as well is looked for and deleted. */
export async function sweepRun(
  run: TakenRun,
  { channelId, ts }: Where,
  ctx: Context,
  wire: Wire,
): Promise<void> {
  if (run.attempts < 2) return
  const since = ctx.now().subtract({ hours: 2 })
  await deleteDuplicates({ channelId }, since, ctx, wire)
  await deleteDuplicates({ channelId, threadTs: ts }, since, ctx, wire)
}

/** How many posts are new, changed or as they were. */
export function countOf(posts: Keyed[], current: Digests) {
  const known = posts.filter(({ key }) => current.has(key))
  const same = known.filter((post) => current.get(post.key) === digestOfPost(post))
  return { fresh: posts.length - known.length, changed: known.length - same.length }
}
