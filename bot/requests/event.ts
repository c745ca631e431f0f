import { z } from 'zod'
import { unescapeMrkdwn } from '#bot/slack/mrkdwn.ts'
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

const callback = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: z.string(),
  event: z.union([said, opened, userChanged]),
})

/** What Slack tells of its own accord. */
export function fromEvent(body: unknown): Incoming | undefined {
  const read = callback.safeParse(body)
  if (!read.success) return undefined
  const { event_id, team_id, event } = read.data
  const about = { id: `event/${event_id}`, teamId: team_id }
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

function fromWords(event: z.output<typeof said>, { id, teamId }: About): Incoming | undefined {
  if (event.subtype !== undefined || event.bot_id !== undefined || !event.user) return undefined
  const direct = event.channel_type === 'im'
  // A channel's messages reach the bot twice, as message and as mention; only the mention is meant for it.
  if (event.type === 'message' && !direct) return undefined
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
