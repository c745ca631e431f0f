import { refusalOf, type Wire } from './wire.ts'

/** What matters about a channel before something is posted there. */
type Place =
  /** The bot is not in it, or may not know that it exists. */
  | { state: 'closed' }
  | { state: 'direct' }
  /** `outsiders`: guests or people of another organisation read along, or it can't be known that they don't. */
  | { state: 'open'; outsiders: boolean }

export type Channels = {
  place(channelId: string): Promise<Place>
  /** The address of a message, to be linked; undefined where Slack gives none. */
  permalink(channelId: string, ts: string): Promise<string | undefined>
}

type IsOutsider = (userId: string) => Promise<boolean>

/** A larger channel is not looked through: somebody from outside may be there. */
const MOST_MEMBERS = 200

/** Reads channels by their id, one at a time; never a list of the workspace. */
export function createChannels(wire: Wire, isOutsider: IsOutsider): Channels {
  return {
    place: (channelId) => readPlace(channelId, wire, isOutsider),
    permalink: (channelId, ts) => readPermalink(channelId, ts, wire),
  }
}

/** Slack's names for a place that the bot can't look into; group messages need a scope that it doesn't ask for. */
const UNSEEN = new Set(['channel_not_found', 'missing_scope'])

async function readPlace(channelId: string, wire: Wire, isOutsider: IsOutsider): Promise<Place> {
  try {
    const { channel } = await wire.client.conversations.info({ channel: channelId })
    if (!channel) return { state: 'closed' }
    if (channel.is_im) return { state: 'direct' }
    if (!channel.is_member) return { state: 'closed' }
    if (channel.is_ext_shared || channel.is_pending_ext_shared) return { state: 'open', outsiders: true }
    return { state: 'open', outsiders: await anyOutsider(channelId, wire, isOutsider) }
  } catch (error) {
    if (UNSEEN.has(refusalOf(error) ?? '')) return { state: 'closed' }
    throw error
  }
}

async function anyOutsider(channelId: string, { client }: Wire, isOutsider: IsOutsider): Promise<boolean> {
  const page = await client.conversations.members({ channel: channelId, limit: MOST_MEMBERS })
  if (page.response_metadata?.next_cursor) return true
  for (const userId of page.members ?? []) if (await isOutsider(userId)) return true
  return false
}

/** The address of a message; undefined where Slack gives none. */
export async function readPermalink(
  channel: string,
  ts: string,
  { client }: Wire,
): Promise<string | undefined> {
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink
  } catch (error) {
    if (refusalOf(error) === undefined) throw error
    return undefined
  }
}
