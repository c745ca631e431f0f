import { z } from 'zod'
import { readableText, unescapeMrkdwn } from '#bot/slack/mrkdwn.ts'
import type { Incoming } from './incoming.ts'

const said = z.object({
  type: z.enum(['app_mention', 'message']),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string().optional(),
  text: z.string().default(''),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
})

const opened = z.object({
  type: z.literal('app_home_opened'),
  user: z.string(),
  channel: z.string(),
  tab: z.enum(['home', 'messages']),
})

const userChanged = z.object({
  type: z.literal('user_change'),
  user: z.object({
    id: z.string(),
    deleted: z.boolean().default(false),
    profile: z.object({ email: z.string().optional() }).optional(),
  }),
})

/** What a message in a thread says now, and what was taken out of one. */
const changedReply = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_changed'),
  channel: z.string(),
  event_ts: z.string(),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    subtype: z.string().optional(),
  }),
})
const deletedReply = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_deleted'),
  channel: z.string(),
  event_ts: z.string(),
  deleted_ts: z.string(),
  previous_message: z.object({
    thread_ts: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
  }),
})

const callback = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: z.string(),
  event: z.union([changedReply, deletedReply, said, opened, userChanged]),
})

/** What Slack tells of its own accord. */
export function fromEvent(body: unknown): Incoming | undefined {
  const read = callback.safeParse(body)
  if (!read.success) return undefined
  const { event_id, team_id, event } = read.data
  const about = { id: `event/${event_id}`, teamId: team_id }
  if ('message' in event) return fromChange(event, about)
  if ('deleted_ts' in event) return fromDeletion(event, about)
  switch (event.type) {
    case 'app_home_opened':
      return fromOpening(event, about)
    case 'user_change':
      return fromUserChange(event, about)
    default:
      return fromWords(event, about)
  }
}

type About = { id: string; teamId: string }

const NOWHERE = {
  channelId: undefined,
  threadTs: undefined,
  responseUrl: undefined,
  triggerId: undefined,
  direct: false,
}

function fromOpening({ user, channel, tab }: z.output<typeof opened>, { id, teamId }: About): Incoming {
  const origin = { ...NOWHERE, teamId, userId: user, channelId: channel, direct: true }
  return { id, type: 'opened', tab, origin }
}

function fromUserChange({ user }: z.output<typeof userChanged>, { id, teamId }: About): Incoming {
  const origin = { ...NOWHERE, teamId, userId: user.id }
  const { id: userId, deleted, profile } = user
  return { id, type: 'user_changed', userId, deleted, email: profile?.email, origin }
}

/** Words of people that reach us under another name: with a file, or shown in the channel, too. */
const SAID_AS = new Set([undefined, 'thread_broadcast', 'file_share'])

type Said = {
  ts: string
  thread_ts?: string | undefined
  user?: string | undefined
  bot_id?: string | undefined
}

/** Something that a person said in a thread; `at`: when it became so. */
function replyOf(
  { ts, thread_ts: threadTs, user, bot_id }: Said,
  said: { channel: string; text: string | undefined; at: string },
  { id, teamId }: About,
): Incoming | undefined {
  if (bot_id !== undefined || !user || threadTs === undefined || threadTs === ts) return undefined
  const { channel: channelId, text, at } = said
  const origin = { ...NOWHERE, teamId, userId: user, channelId, threadTs }
  return { id, type: 'reply', reply: { channelId, threadTs, ts, text, at }, origin }
}

function fromReply(event: z.output<typeof said>, about: About): Incoming | undefined {
  if (!SAID_AS.has(event.subtype)) return undefined
  const { channel, ts, text } = event
  return replyOf(event, { channel, text: readableText(text), at: ts }, about)
}

function fromChange(event: z.output<typeof changedReply>, about: About): Incoming | undefined {
  const { channel, event_ts: at, message } = event
  // What has replies leaves a tombstone where it was.
  const text = message.subtype === 'tombstone' ? undefined : readableText(message.text)
  return replyOf(message, { channel, text, at }, about)
}

function fromDeletion(event: z.output<typeof deletedReply>, about: About): Incoming | undefined {
  const { channel, event_ts: at, deleted_ts: ts, previous_message: before } = event
  return replyOf({ ...before, ts }, { channel, text: undefined, at }, about)
}

function fromWords(event: z.output<typeof said>, { id, teamId }: About): Incoming | undefined {
  const direct = event.channel_type === 'im'
  // A channel's messages reach the bot twice, as message and as mention; only the mention is meant for it. What is
  // said in a thread may belong to the record of a proposal.
  if (event.type === 'message' && !direct) return fromReply(event, { id, teamId })
  if (event.subtype !== undefined || event.bot_id !== undefined || !event.user) return undefined
  const origin = {
    ...NOWHERE,
    teamId,
    userId: event.user,
    channelId: event.channel,
    threadTs: direct ? event.thread_ts : (event.thread_ts ?? event.ts),
    direct,
  }
  const text = event.text.replaceAll(/<@[UW][A-Z0-9]+(\|[^>]*)?>/g, ' ').trim()
  const type = event.type === 'message' ? 'message' : 'mention'
  return { id, type, text: unescapeMrkdwn(text), origin }
}
