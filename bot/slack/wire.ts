import { ErrorCode, type WebClient } from '@slack/web-api'
import type { Message } from './message.ts'

/** The Web API's client, and how a `response_url` is reached. Tests put another server behind both. */
export type Wire = {
  client: WebClient
  /** Repeats nothing by itself: a post that got no answer may be there, which only its sender can look up. */
  poster: WebClient
  /** So long lies between two posts of jobs to one channel, from all instances together. */
  gapMs: number
  fetch: typeof fetch
}

/** Slack refused: its own name for why, such as `channel_not_found`. */
export function refusalOf(error: unknown): string | undefined {
  if (!isCoded(error) || error.code !== ErrorCode.PlatformError) return undefined
  const data = (error as { data?: { error?: unknown } }).data
  return typeof data?.error === 'string' ? data.error : undefined
}

export const isCoded = (error: unknown): error is { code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'

const BLOCKS_REFUSED = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])

/** Slack takes the words, and not the blocks that they are in. */
export const refusesBlocks = (error: unknown): boolean => BLOCKS_REFUSED.has(refusalOf(error) ?? '')

/** Posts blocks; where Slack refuses them, the text that stands in for them, so that the words arrive all the same. */
export async function withPlainFallback<T>(
  message: Message,
  send: (content: Partial<Message> & { text: string }) => Promise<T>,
): Promise<T> {
  try {
    return await send(message)
  } catch (error) {
    if (!refusesBlocks(error)) throw error
    return await send({ text: message.text })
  }
}

/** The id of the direct messages between the bot and a person. */
export async function openDirect({ client }: Wire, userId: string): Promise<string> {
  const opened = await client.conversations.open({ users: userId })
  if (!opened.channel?.id) throw new Error('Slack opened no direct message.')
  return opened.channel.id
}
