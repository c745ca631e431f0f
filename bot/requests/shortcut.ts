import { z } from 'zod'
import { readableText } from '#bot/slack/mrkdwn.ts'
import type { Incoming } from './incoming.ts'

const messageAction = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
  }),
})

/** A shortcut that somebody used on a message. It is answered privately, where they used it. */
export function fromShortcut(body: unknown): Incoming | undefined {
  const read = messageAction.safeParse(body)
  if (!read.success) return undefined
  const { callback_id, trigger_id, response_url, team, user, channel, message } = read.data
  const threadTs = message.thread_ts === message.ts ? undefined : message.thread_ts
  const origin = {
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: channel.id,
    threadTs,
    responseUrl: response_url,
    triggerId: trigger_id,
    direct: channel.id.startsWith('D'),
  }
  const picked = {
    channelId: channel.id,
    ts: message.ts,
    threadTs,
    userId: message.bot_id === undefined ? message.user : undefined,
    text: readableText(message.text),
  }
  return { id: `shortcut/${trigger_id}`, type: 'shortcut', shortcut: callback_id, message: picked, origin }
}
