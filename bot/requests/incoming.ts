import { z } from 'zod'
import { unescapeMrkdwn } from '#bot/slack/mrkdwn.ts'
import { fromSubmission, jsonOf } from './submission.ts'

/** Where a request came from and how it can be answered. */
export type Origin = {
  teamId: string
  userId: string
  channelId: string | undefined
  /** The message to answer under, where the answer belongs into a thread. */
  threadTs: string | undefined
  responseUrl: string | undefined
  triggerId: string | undefined
  /** Asked in a direct message with the bot. */
  direct: boolean
}

/** What somebody wants, whatever way Slack had of saying it. */
export type Incoming = { id: string; origin: Origin } & (
  | { type: 'command'; text: string }
  | { type: 'mention'; text: string }
  | { type: 'message'; text: string }
  | { type: 'action'; action: string; value: unknown }
  /** A form: what it is about, as it was opened, and what was filled in, by block. */
  | { type: 'submission'; modal: string; about: unknown; values: Record<string, unknown> }
)

const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
})

const blockActions = z.object({
  type: z.literal('block_actions'),
  trigger_id: z.string(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
})

const event = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: z.string(),
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    user: z.string().optional(),
    text: z.string().default(''),
    channel: z.string(),
    channel_type: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
  }),
})

/** Reads what Slack sent; undefined for what Dramatis has no use for, such as the bot's own messages. */
export function readIncoming(body: unknown): Incoming | undefined {
  return fromCommand(body) ?? fromActions(body) ?? fromSubmission(body) ?? fromEvent(body)
}

function fromCommand(body: unknown): Incoming | undefined {
  const read = command.safeParse(body)
  if (!read.success) return undefined
  const { team_id, user_id, channel_id, trigger_id, response_url, text } = read.data
  const origin = {
    teamId: team_id,
    userId: user_id,
    channelId: channel_id,
    threadTs: undefined,
    responseUrl: response_url,
    triggerId: trigger_id,
    direct: channel_id.startsWith('D'),
  }
  return { id: `command/${trigger_id}`, type: 'command', text: unescapeMrkdwn(text), origin }
}

function fromActions(body: unknown): Incoming | undefined {
  const read = blockActions.safeParse(body)
  const [pressed] = read.data?.actions ?? []
  if (!read.success || !pressed) return undefined
  const { trigger_id, team, user, channel, response_url } = read.data
  const origin = {
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: channel?.id,
    threadTs: undefined,
    responseUrl: response_url,
    triggerId: trigger_id,
    direct: channel?.id.startsWith('D') ?? false,
  }
  const action = pressed.action_id.split('/')[0] ?? ''
  return { id: `action/${trigger_id}`, type: 'action', action, value: jsonOf(pressed.value), origin }
}

function fromEvent(body: unknown): Incoming | undefined {
  const read = event.safeParse(body)
  if (!read.success) return undefined
  const { event_id, team_id, event: said } = read.data
  if (said.subtype !== undefined || said.bot_id !== undefined || !said.user) return undefined
  const direct = said.channel_type === 'im'
  // A channel's messages reach the bot twice, as message and as mention; only the mention is meant for it.
  if (said.type === 'message' && !direct) return undefined
  const origin = {
    teamId: team_id,
    userId: said.user,
    channelId: said.channel,
    threadTs: direct ? said.thread_ts : (said.thread_ts ?? said.ts),
    responseUrl: undefined,
    triggerId: undefined,
    direct,
  }
  const text = said.text.replaceAll(/<@[UW][A-Z0-9]+(\|[^>]*)?>/g, ' ').trim()
  return {
    id: `event/${event_id}`,
    type: said.type === 'message' ? 'message' : 'mention',
    text: unescapeMrkdwn(text),
    origin,
  }
}
