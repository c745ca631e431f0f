import type { Fields } from './fields.ts'

/** What one conversation holds, ordered by ts. An ephemeral message is one with `visibleTo`. */
export type Timeline = {
  all: Message[]
  byTs: Map<string, Message>
  replies: Map<string, Message[]>
}

export type Message = {
  ts: string
  user: string
  fromApp: boolean
  text: string
  blocks: Fields[]
  attachments: Fields[]
  files: string[]
  reactions: Map<string, Set<string>>
  /** What each person has chosen in this message's inputs, by block and action. */
  inputs: Map<string, Map<string, Fields>>
  threadTs: string | undefined
  broadcast: boolean
  subtype: string | undefined
  metadata: Fields | undefined
  editedTs: string | undefined
  visibleTo: string | undefined
  username: string | undefined
}

export const newTimeline = (): Timeline => ({ all: [], byTs: new Map(), replies: new Map() })

export function append(timeline: Timeline, message: Message): void {
  timeline.all.push(message)
  timeline.byTs.set(message.ts, message)
  if (message.threadTs !== undefined) repliesTo(timeline, message.threadTs).push(message)
}

export function remove(timeline: Timeline, message: Message): void {
  cut(timeline.all, message)
  timeline.byTs.delete(message.ts)
  if (message.threadTs !== undefined) cut(repliesTo(timeline, message.threadTs), message)
}

/** The replies to a message, without the message itself, oldest first. */
export function repliesTo(timeline: Timeline, ts: string): Message[] {
  const known = timeline.replies.get(ts)
  if (known !== undefined) return known
  const replies: Message[] = []
  timeline.replies.set(ts, replies)
  return replies
}

export type Range = { oldest?: string; latest?: string; inclusive?: boolean }

/** From the newest to the oldest within the range; reading a page costs the page, not the channel. */
export function* newestFirst(messages: readonly Message[], range: Range = {}): Generator<Message> {
  const end =
    range.latest === undefined ? messages.length : position(messages, range.latest, range.inclusive ?? false)
  for (let index = end - 1; index >= 0; index -= 1) {
    const message = messages[index]
    if (message === undefined || before(message.ts, range)) return
    yield message
  }
}

function before(ts: string, { oldest, inclusive }: Range): boolean {
  if (oldest === undefined) return false
  const order = compareTs(ts, oldest)
  return inclusive ? order < 0 : order <= 0
}

/** How many messages lie before ts (or up to and with it); Slack's ts all have ten digits and six decimals. */
function position(messages: readonly Message[], ts: string, inclusive: boolean): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    const order = compareTs(messages[middle]?.ts ?? '', ts)
    if (order < 0 || (inclusive && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}

export function compareTs(one: string, other: string): number {
  const [seconds, otherSeconds] = [Number(one.split('.')[0]), Number(other.split('.')[0])]
  if (seconds !== otherSeconds) return seconds - otherSeconds
  return micros(one) - micros(other)
}

function micros(ts: string): number {
  return Number((ts.split('.')[1] ?? '').padEnd(6, '0').slice(0, 6))
}

function cut(messages: Message[], message: Message): void {
  const index = position(messages, message.ts, false)
  if (messages[index] === message) messages.splice(index, 1)
}
