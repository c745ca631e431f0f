import type { Message } from './message.ts'

/** What is wanted to happen, as data: handlers and jobs return it, `deliver` does it. */
export type Outgoing =
  /** An answer that only the person sees who asked. */
  | { to: 'asker'; message: Message }
  /** A message with a natural key in a channel: absent means post, same digest means nothing, changed means update. */
  | { to: 'channel'; key: string; channelId: string; threadTs?: string | undefined; message: Message }
  /** The same in the person's direct messages with the bot. */
  | { to: 'person'; key: string; userId: string; message: Message }
