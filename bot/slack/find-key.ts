import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsHistoryResponse.js'
import type { Context } from '#src/context.ts'
import { findPost } from '#src/posts/store.ts'
import { EVENT_TYPE, type KeyedPost } from './send.ts'
import { refusalOf, type Wire } from './wire.ts'

type Place = Pick<KeyedPost, 'channelId' | 'threadTs'>

/** Looks for a message that a process posted and died before it could record it. The first, where there are several. */
export async function findKey(
  { key, ...place }: Place & Pick<KeyedPost, 'key'>,
  since: Temporal.Instant,
  wire: Wire,
): Promise<string | undefined> {
  const found = (await recent(place, since, wire)).filter((message) => keyOf(message) === key)
  return found.map(({ ts }) => ts ?? '').toSorted(byTime)[0]
}

/**
 * Deletes messages whose key is recorded for another one: somebody who was paused, or declared dead, posted them
 * after all. Returns their keys.
 */
export async function deleteDuplicates(
  place: Place,
  since: Temporal.Instant,
  ctx: Context,
  wire: Wire,
): Promise<string[]> {
  const deleted: string[] = []
  for (const message of await recent(place, since, wire)) {
    const key = keyOf(message)
    const known = typeof key === 'string' ? await findPost(ctx.db, key) : undefined
    if (typeof key !== 'string' || !message.ts || !known?.ts || known.ts === message.ts) continue
    if (known.channel !== place.channelId) continue
    await takeAway({ channel: place.channelId, ts: message.ts }, wire)
    deleted.push(key)
  }
  return deleted
}

/** Somebody else may be looking for duplicates, too, and be quicker. */
async function takeAway(message: { channel: string; ts: string }, { client }: Wire): Promise<void> {
  await client.chat.delete(message).catch((error: unknown) => {
    if (refusalOf(error) !== 'message_not_found') throw error
  })
}

const MINUTE = 60
/** Of so many messages a page, so many pages: more than a busy channel has in the hours that are looked through. */
const PAGE = 200
const PAGES = 10

async function recent(
  { channelId, threadTs }: Place,
  since: Temporal.Instant,
  { client }: Wire,
): Promise<MessageElement[]> {
  const oldest = String(Math.floor(since.epochMilliseconds / 1000) - MINUTE)
  const query = { channel: channelId, oldest, limit: PAGE, include_all_metadata: true }
  const all: MessageElement[] = []
  let cursor: string | undefined
  try {
    for (let page = 0; page < PAGES && cursor !== ''; page += 1) {
      const from = { ...query, ...(cursor !== undefined && { cursor }) }
      const { messages = [], response_metadata: next } = threadTs
        ? await client.conversations.replies({ ...from, ts: threadTs })
        : await client.conversations.history(from)
      all.push(...messages)
      cursor = next?.next_cursor ?? ''
    }
    return all
  } catch (error) {
    // Where the bot may write but not read (a public channel that it is not in), a duplicate is the lesser evil.
    if (['not_in_channel', 'missing_scope'].includes(refusalOf(error) ?? '')) return []
    throw error
  }
}

function keyOf({ metadata }: Pick<MessageElement, 'metadata'>): unknown {
  const payload: unknown = metadata?.event_type === EVENT_TYPE ? metadata.event_payload : undefined
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
}

const byTime = (a: string, b: string): number => Number(a) - Number(b)
