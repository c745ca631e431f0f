import type { Context } from '#src/context.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { claimPost, findPost, recordPost } from '#src/posts/store.ts'
import type { Message } from './message.ts'
import { refusalOf, type Wire, withPlainFallback } from './wire.ts'

const EVENT_TYPE = 'dramatis_post'

export type KeyedPost = { key: string; channelId: string; threadTs?: string | undefined; message: Message }

/**
 * Posts a message once under its natural key, or updates it where it says something new. A crash between
 * posting and recording is healed by reading the key back from the channel before posting again.
 */
export async function postOnce(post: KeyedPost, ctx: Context, wire: Wire): Promise<void> {
  const { key, channelId, message } = post
  const digest = digestOf(message)
  const record = (ts: string) => recordPost(ctx.db, key, { channel: channelId, ts, digest }, ctx.now())
  if (await claimPost(ctx.db, key, { channel: channelId, digest }, ctx.now())) {
    await record(await send(post, wire))
    return
  }
  const known = await findPost(ctx.db, key)
  const ts = known?.ts ?? (await findInChannel(post, known?.claimedAt ?? ctx.now(), wire))
  if (!ts) await record(await send(post, wire))
  else if (known?.digest !== digest) {
    await withPlainFallback(message, (content) =>
      wire.client.chat.update({ channel: channelId, ts, ...content }),
    )
    await record(ts)
  } else if (!known.ts) await record(ts)
}

async function send({ key, channelId, threadTs, message }: KeyedPost, { client }: Wire): Promise<string> {
  const metadata = { event_type: EVENT_TYPE, event_payload: { key } }
  const place = { channel: channelId, metadata, unfurl_links: false, unfurl_media: false }
  const posted = await withPlainFallback(message, (content) =>
    client.chat.postMessage({ ...place, ...content, ...(threadTs !== undefined && { thread_ts: threadTs }) }),
  )
  if (!posted.ts) throw new Error('Slack posted a message without a timestamp.')
  return posted.ts
}

/** Looks for a message that a process posted and died before it could record it. */
async function findInChannel(
  { key, channelId, threadTs }: KeyedPost,
  since: Temporal.Instant,
  { client }: Wire,
): Promise<string | undefined> {
  const oldest = String(Math.floor(since.epochMilliseconds / 1000) - 60)
  const query = { channel: channelId, oldest, limit: 100, include_all_metadata: true }
  try {
    const { messages = [] } = threadTs
      ? await client.conversations.replies({ ...query, ts: threadTs })
      : await client.conversations.history(query)
    return messages.find(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && keyOf(metadata.event_payload) === key,
    )?.ts
  } catch (error) {
    // Where the bot may write but not read (a public channel that it is not in), a duplicate is the lesser evil.
    if (['not_in_channel', 'missing_scope'].includes(refusalOf(error) ?? '')) return undefined
    throw error
  }
}

const keyOf = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
