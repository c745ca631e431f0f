import { type Channel, scopeFamily } from '#bot/sandbox/channels.ts'
import { messageObject } from '#bot/sandbox/message-object.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { compareTs, type Message, newestFirst, type Range, repliesTo } from '#bot/sandbox/timeline.ts'
import {
  type Call,
  cursorOf,
  flag,
  knownChannel,
  limitOf,
  type Method,
  needMembership,
  needScope,
  optional,
  placeOf,
  required,
} from './method.ts'

/** Newest first, thread replies left out, as Slack pages a channel. */
const history: Method = {
  name: 'conversations.history',
  token: 'bot',
  scopes: [],
  run(call) {
    const channel = readable(call)
    const { messages, next } = pageOf(
      call,
      newestFirst(channel.timeline.all, rangeOf(call)),
      (message) => message.threadTs === undefined || message.broadcast,
    )
    return { ...answer(call, channel, messages, next), pin_count: 0 }
  },
}

/** The first message and then its replies, oldest first. */
const replies: Method = {
  name: 'conversations.replies',
  token: 'bot',
  scopes: [],
  run(call) {
    const channel = readable(call)
    const ts = required(call.args, 'ts')
    const asked = channel.timeline.byTs.get(ts)
    if (asked === undefined || asked.visibleTo !== undefined) throw new Refusal('thread_not_found')
    const parent = channel.timeline.byTs.get(asked.threadTs ?? ts) ?? asked
    const { cursor: _, ...args } = call.args
    const range = rangeOf({ ...call, args })
    const from = placeOf(call.args)
    const all = [...newestFirst(repliesTo(channel.timeline, parent.ts), range)].reverse()
    const later = all.filter((reply) => from === undefined || compareTs(reply.ts, from) > 0)
    const limit = limitOf(call.args, 1000) - (from === undefined ? 1 : 0)
    const shown = later.filter((reply) => reply.visibleTo === undefined).slice(0, Math.max(limit, 0))
    const more = later.filter((reply) => reply.visibleTo === undefined).length > shown.length
    const messages = from === undefined ? [parent, ...shown] : shown
    return answer(call, channel, messages, more ? messages.at(-1)?.ts : undefined)
  },
}

export const historyMethods: readonly Method[] = [history, replies]

function readable(call: Call): Channel {
  const channel = knownChannel(call)
  needScope(call.workspace, `${scopeFamily(channel)}:history`)
  needMembership(call.workspace, channel)
  return channel
}

function rangeOf({ args }: Call): Range {
  const oldest = optional(args, 'oldest')
  const latest = placeOf(args) ?? optional(args, 'latest')
  if (oldest !== undefined && Number.isNaN(Number(oldest))) throw new Refusal('invalid_ts_oldest')
  if (latest !== undefined && Number.isNaN(Number(latest))) throw new Refusal('invalid_ts_latest')
  return {
    ...(oldest === undefined ? {} : { oldest }),
    ...(latest === undefined ? {} : { latest }),
    inclusive: flag(args, 'inclusive') && placeOf(args) === undefined,
  }
}

function pageOf(call: Call, source: Iterable<Message>, belongs: (message: Message) => boolean) {
  const limit = limitOf(call.args, 100)
  const messages: Message[] = []
  for (const message of source) {
    if (message.visibleTo !== undefined || !belongs(message)) continue
    if (messages.length === limit) return { messages, next: messages.at(-1)?.ts }
    messages.push(message)
  }
  return { messages, next: undefined }
}

function answer(call: Call, channel: Channel, messages: readonly Message[], next: string | undefined) {
  const withMetadata = flag(call.args, 'include_all_metadata')
  return {
    messages: messages.map((message) => messageObject(call.workspace, channel, message, withMetadata)),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next === undefined ? '' : cursorOf(next) },
  }
}
