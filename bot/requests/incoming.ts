import { z } from 'zod'
import { unescapeMrkdwn } from '#bot/slack/mrkdwn.ts'
import { fromEvent } from './event.ts'
import { fromShortcut } from './shortcut.ts'
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
  /** Asked in the app's Home tab or in a modal, which have no channel. */
  view?: View | undefined
}

/** `above`: the view over which a modal lies. */
type View = { type: 'home' | 'modal'; id: string; above?: string | undefined }

/** A message that somebody picked in whatever channel they see; the bot need not be there. */
export type PickedMessage = {
  channelId: string
  ts: string
  /** The first message of its thread, where it is a reply. */
  threadTs: string | undefined
  /** Who wrote it; undefined where an app did. */
  userId: string | undefined
  /** Its words as people read them. */
  text: string
}

type Request = { id: string; origin: Origin }

/** What somebody wants or did, whatever way Slack had of saying it. */
export type Asked = Request &
  (
    | { type: 'command'; text: string }
    | { type: 'mention'; text: string }
    | { type: 'message'; text: string }
    | { type: 'action'; action: string; value: unknown }
    /** A form: what it is about, as it was opened, and what was filled in, by block. */
    | { type: 'submission'; modal: string; about: unknown; values: Record<string, unknown> }
    /** A shortcut on a message. */
    | { type: 'shortcut'; shortcut: string; message: PickedMessage }
    /** The app was opened, at this tab. */
    | { type: 'opened'; tab: 'home' | 'messages' }
  )

/** Slack knows something new of somebody: who has left is `deleted`. Its origin is that person, who asked nothing. */
export type UserChanged = Request & {
  type: 'user_changed'
  userId: string
  deleted: boolean
  email: string | undefined
}

/** What somebody said, changed or took back in the thread of a message; without text it is gone. */
export type Replied = Request & {
  type: 'reply'
  reply: { channelId: string; threadTs: string; ts: string; text: string | undefined; at: string }
}

export type Incoming = Asked | UserChanged | Replied

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
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  view: z
    .object({ id: z.string(), type: z.enum(['home', 'modal']), previous_view_id: z.string().nullish() })
    .transform(({ id, type, previous_view_id }) => ({ id, type, above: previous_view_id ?? undefined }))
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

/** Reads what Slack sent; undefined for what Dramatis has no use for, such as the bot's own messages. */
export function readIncoming(body: unknown): Incoming | undefined {
  return (
    fromCommand(body) ?? fromActions(body) ?? fromSubmission(body) ?? fromShortcut(body) ?? fromEvent(body)
  )
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
  const { trigger_id, team, user, channel, response_url, view, container } = read.data
  const inThread = container?.thread_ts !== container?.message_ts
  const origin = {
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: channel?.id,
    // Whoever presses within a thread is answered there.
    threadTs: inThread ? container?.thread_ts : undefined,
    responseUrl: response_url,
    triggerId: trigger_id,
    direct: channel?.id.startsWith('D') ?? false,
    view,
  }
  return { id: `action/${trigger_id}`, type: 'action', ...wantedBy(pressed), origin }
}

const chosen = z.tuple([z.string(), z.unknown()])

/** A button names its action itself; of a menu the option that was chosen does. */
function wantedBy({
  action_id,
  value,
  selected_option: option,
}: z.output<typeof blockActions>['actions'][number]): { action: string; value: unknown } {
  const [action = '', wanted] = option
    ? (chosen.safeParse(jsonOf(option.value)).data ?? [])
    : [action_id.split('/')[0], jsonOf(value)]
  return { action, value: wanted }
}
