import { createHash } from 'node:crypto'
import { canonicalJson } from '#src/knowledge/digest.ts'
import { id } from './sent-id.ts'
import { EVENT_TYPES } from './signal.ts'

/** Why an event can't be kept, with the names of its fields alone. */
export type Unreadable = {
  id: string
  messageId: string | undefined
  type: string | undefined
  reason: string
  fields: string[]
}

/** What was sent without an id of its own is told by its content, and where that has no time, by when it came. */
export function idOf(sent: unknown, receivedAt?: Temporal.Instant): string {
  const content = typeof sent === 'object' && sent !== null ? { ...sent, sentAt: undefined } : { sent }
  return digestOf(canonicalJson({ ...content, ...(receivedAt && { receivedAt: receivedAt.toString() }) }))
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An event of somebody who was erased, counted by a digest and its type alone. */
export const ofErased = ({ messageId, type }: { messageId: string; type: string }): Unreadable => ({
  ...{ id: digestOf(messageId), messageId: undefined, type, fields: [] },
  reason: 'it is of somebody who was erased',
})

const MOST_FIELDS = 40
const LONGEST_FIELD = 60

/** An event that can't be kept. Of what it says only the names of its fields, and an id by which it is told again. */
export function unreadable(sent: unknown, reason: string, told?: string): Unreadable {
  const body = asRecord(sent)
  const own = id.safeParse(body.messageId).data
  const nested = ['properties', 'traits'].flatMap((field) =>
    Object.keys(asRecord(body[field])).map((key) => `${field}.${key}`),
  )
  const type = EVENT_TYPES.find((each) => each === body.type)
  const named = [...Object.keys(body), ...nested]
    .slice(0, MOST_FIELDS)
    .map((field) => withoutPersons(field, LONGEST_FIELD))
  return {
    id: own ?? told ?? digestOf(JSON.stringify([reason, named])),
    messageId: own,
    type,
    reason,
    fields: named,
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const ADDRESS = /[^\s@"'<>?&=/]+@[^\s@"'<>?&=/]+\.[^\s@"'<>?&=/]+/g

/** So long may an address be that begins where the text is cut. */
const LONGEST_ADDRESS = 254

/** A text that can be kept, without what looks like an e-mail address. */
export const withoutPersons = (text: string, most: number): string =>
  text
    .slice(0, most + LONGEST_ADDRESS)
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(ADDRESS, '[address]')
    .slice(0, most)
    .toWellFormed()
