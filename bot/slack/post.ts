import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { claimPost, findPost, forgetPost, type KnownPost, recordPost } from '#src/posts/store.ts'
import { findKey } from './find-key.ts'
import { type KeyedPost, type MayPost, send, withFallbacks } from './send.ts'
import { refusalOf, type Wire } from './wire.ts'

export type { KeyedPost } from './send.ts'

const unlessTaken = () => Promise.resolve()

/**
 * Posts a message once under its natural key, or updates it where it says something new; returns its timestamp.
 * A crash between posting and recording is healed by reading the key back from the channel before posting again,
 * and who comes second takes its own message away. `mayPost` is asked just before, and throws to prevent it.
 */
export async function postOnce(
  post: KeyedPost,
  ctx: Context,
  wire: Wire,
  mayPost: MayPost = unlessTaken,
): Promise<string> {
  const claim = { channel: post.channelId, digest: digestOfPost(post) }
  const first = await claimPost(ctx.db, post.key, claim, ctx.now())
  const known = first ? undefined : await findPost(ctx.db, post.key)
  if (known?.ts)
    return (
      (await updated(post, known.ts, known, ctx, wire, mayPost)) ?? (await postOnce(post, ctx, wire, mayPost))
    )
  const find = () => findKey(post, known?.claimedAt ?? ctx.now(), wire)
  const ts = first ? undefined : await find()
  const sent = ts === undefined ? await send(post, find, wire, mayPost) : { ts, found: true }
  if (!sent.found) return await record(post, sent.ts, ctx, wire)
  return await update(post, sent.ts, known, ctx, wire, mayPost)
}

/** What a message says; of its picture what it shows, not the file that it was drawn into. */
export const digestOfPost = ({ message, picture }: Pick<KeyedPost, 'message' | 'picture'>): string =>
  digestOf(picture === undefined ? message : [message, picture])

const GONE = new Set(['message_not_found', 'channel_not_found'])

/** Updates what was posted; undefined, and forgotten, where somebody has deleted it. */
async function updated(...args: [...Parameters<typeof update>]): Promise<string | undefined> {
  const [post, ts, , ctx] = args
  try {
    return await update(...args)
  } catch (error) {
    if (!GONE.has(refusalOf(error) ?? '')) throw error
    await forgetPost(ctx.db, post.key, ts)
    return undefined
  }
}

async function update(
  post: KeyedPost,
  ts: string,
  known: KnownPost | undefined,
  ctx: Context,
  wire: Wire,
  mayPost: MayPost,
): Promise<string> {
  if (known !== undefined && known.digest !== digestOfPost(post)) {
    await mayPost()
    const channel = known.ts === undefined ? post.channelId : known.channel
    await withFallbacks(post, (content) => wire.client.chat.update({ channel, ts, ...content }))
    return await record({ ...post, channelId: channel }, ts, ctx, wire)
  }
  return known?.ts ?? (await record(post, ts, ctx, wire))
}

/** Whoever records first is right: another message under the same key is taken away again. */
async function record(post: KeyedPost, ts: string, ctx: Context, wire: Wire): Promise<string> {
  const { key, channelId: channel } = post
  if (await recordPost(ctx.db, key, { channel, ts, digest: digestOfPost(post) }, ctx.now())) return ts
  const known = await findPost(ctx.db, key)
  if (known?.ts === undefined || known.ts === ts) return ts
  await wire.client.chat
    .delete({ channel, ts })
    .catch((error: unknown) =>
      ctx.log.warn({ key, cause: causeOf(error) }, 'A duplicate could not be deleted'),
    )
  return known.ts
}
