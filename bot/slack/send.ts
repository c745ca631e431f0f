import { setTimeout as wait } from 'node:timers/promises'
import { ErrorCode, WebAPIHTTPError, WebAPIRateLimitedError } from '@slack/web-api'
import type { Message } from './message.ts'
import { type Picture, withPicture } from './picture.ts'
import { isCoded, refusalOf, refusesBlocks, type Wire, withPlainFallback } from './wire.ts'

export const EVENT_TYPE = 'dramatis_post'

export type KeyedPost = {
  key: string
  channelId: string
  threadTs?: string | undefined
  message: Message
  picture?: Picture | undefined
  /** Slack's id of the picture, once it is uploaded. */
  pictureId?: string | undefined
}

const ATTEMPTS = 4
const LONGEST_PAUSE_MS = 30_000

/** Asked just before something is sent, with the channel that a new message goes to; throws to prevent it. */
export type MayPost = (channelId?: string) => Promise<void>

/** The message's name in Slack, its timestamp, and whether it was there before this call. */
type Sent = { ts: string; found: boolean }

/**
 * Posts a message. Where Slack gave no answer it may be there all the same, so it is looked for before each further
 * attempt. `mayPost` is asked just before each, and throws where somebody else has taken over.
 */
export async function send(
  post: KeyedPost,
  find: () => Promise<string | undefined>,
  wire: Wire,
  mayPost: MayPost,
): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    await mayPost(post.channelId)
    try {
      return { ts: await postMessage(post, wire), found: false }
    } catch (error) {
      const pause = pauseAfter(error, attempt)
      if (pause === undefined) throw error
      await wait(pause)
      const ts = await find()
      if (ts !== undefined) return { ts, found: true }
    }
  }
}

/** Milliseconds to wait before another attempt; undefined where none helps. */
function pauseAfter(error: unknown, attempt: number): number | undefined {
  if (attempt >= ATTEMPTS) return undefined
  if (error instanceof WebAPIRateLimitedError) {
    const asked = error.retryAfter * 1000
    return asked <= LONGEST_PAUSE_MS ? asked + 100 : undefined
  }
  if (error instanceof WebAPIHTTPError && error.statusCode < 500) return undefined
  const refusal = refusalOf(error)
  if (refusal !== undefined && !PASSING.has(refusal)) return undefined
  return isCoded(error) && RETRIED.has(error.code) ? 500 * 2 ** attempt : undefined
}

const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
const RETRIED = new Set<string>([ErrorCode.RequestError, ErrorCode.HTTPError, ErrorCode.PlatformError])

async function postMessage(
  { key, channelId, threadTs, ...said }: KeyedPost,
  { poster }: Wire,
): Promise<string> {
  const metadata = { event_type: EVENT_TYPE, event_payload: { key } }
  const place = { channel: channelId, metadata, unfurl_links: false, unfurl_media: false }
  const posted = await withFallbacks(said, (content) =>
    poster.chat.postMessage({ ...place, ...content, ...(threadTs !== undefined && { thread_ts: threadTs }) }),
  )
  if (!posted.ts) throw new Error('Slack posted a message without a timestamp.')
  return posted.ts
}

type Said = Pick<KeyedPost, 'message' | 'picture' | 'pictureId'>

/** With its picture, where Slack shows it; without; and at last in plain words. */
export async function withFallbacks<T>(
  { message, picture, pictureId }: Said,
  send: (content: Partial<Message> & { text: string }) => Promise<T>,
): Promise<T> {
  if (picture === undefined || pictureId === undefined) return await withPlainFallback(message, send)
  try {
    return await send(withPicture(message, pictureId, picture))
  } catch (error) {
    if (!refusesBlocks(error)) throw error
    return await withPlainFallback(message, send)
  }
}
