import type { Context } from '#src/context.ts'
import { erasedAmong } from '#src/erasure/erased-ids.ts'
import { isUnreadable, type Link, type ReadEvent, readEvent, type When } from './event.ts'
import { tooMuch } from './limits.ts'
import { followMapping, type Mapping } from './mapping.ts'
import { placeEvents, storeEvents, storeLinks, storeRejects } from './store.ts'
import { ofErased, type Unreadable, unreadable } from './unreadable.ts'

/** What became of the events of one request. */
export type Received = {
  /** Kept now. */
  stored: number
  /** Kept before. */
  known: number
  rejected: { index: number; messageId: string | undefined; reason: string }[]
  /** Of somebody who was erased: taken off the sender's hands, and not kept. */
  erased: number
}

type Arrival = { events: unknown[]; sentAt: unknown; key: string; bytes: number }

export type Receive = (arrival: Arrival) => Promise<Received>

/** Takes events in: what it returns is stored, what it throws is not and may be sent again. */
export function receiver(ctx: Pick<Context, 'db' | 'readLibrary' | 'now'>): Receive {
  const mappingOf = followMapping()
  return async ({ events, sentAt, key, bytes }) => {
    const receivedAt = ctx.now()
    const mapping = mappingOf(await ctx.readLibrary())
    const read = events.map((sent) => readWithin(sent, bytes, { sentAt, receivedAt }))
    const legible = read.filter((event): event is ReadEvent => !isUnreadable(event))
    const { good, erased } = await withoutErased(ctx, legible)
    const rejects = [...read.filter(isUnreadable), ...erased.map(ofErased)]
    await storeRejects(ctx.db, rejects, { key, receivedAt })
    await linkSenders(ctx, good)
    const stored = await storeEvents(
      ctx.db,
      good.map((event) => keptOf(event, mapping)),
      receivedAt,
    )
    return { stored, known: good.length - stored, rejected: rejectedIn(read), erased: erased.length }
  }
}

/** Those that are of nobody who was erased, and the others. */
async function withoutErased({ db }: Pick<Context, 'db'>, events: ReadEvent[]) {
  const erased = await erasedAmong(db, [...new Set(events.flatMap(idsOf))])
  const isErased = (event: ReadEvent) => idsOf(event).some((id) => erased.has(id))
  return { good: events.filter((event) => !isErased(event)), erased: events.filter(isErased) }
}

const idsOf = ({ senderId, accountId, link }: ReadEvent): string[] =>
  [senderId, accountId, link?.senderId, link?.userId, link?.accountId].filter((id) => id !== undefined)

function readWithin(sent: unknown, bytes: number, when: When): ReadEvent | Unreadable {
  const reason = tooMuch(sent, bytes)
  return reason === undefined ? readEvent(sent, when) : unreadable(sent, reason)
}

/** Before the events themselves, so that these find their accounts; and those which came earlier. */
async function linkSenders({ db }: Pick<Context, 'db'>, events: ReadEvent[]): Promise<void> {
  const links = events.map(({ link }) => link).filter((link): link is Link => link !== undefined)
  if (links.length === 0) return
  await storeLinks(db, links)
  await placeEvents(db, [...new Set(links.flatMap(({ senderId, userId }) => [senderId, userId ?? senderId]))])
}

const keptOf = ({ properties, link: _link, ...event }: ReadEvent, mapping: Mapping) => ({
  ...event,
  ...mapping({ type: event.type, name: event.name, properties }),
})

const rejectedIn = (read: (ReadEvent | Unreadable)[]): Received['rejected'] =>
  read.flatMap((event, index) =>
    isUnreadable(event) ? [{ index, messageId: event.messageId, reason: event.reason }] : [],
  )
