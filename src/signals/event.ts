import { z } from 'zod'
import { id, storable } from './sent-id.ts'
import { EVENT_TYPES, type EventType } from './signal.ts'
import { placeInTime } from './time.ts'
import { idOf, type Unreadable, unreadable } from './unreadable.ts'

/** An event as it was sent, read and placed in time; nothing of it is mapped or dropped yet. */
export type ReadEvent = {
  messageId: string
  type: EventType
  name: string | undefined
  /** A user's id, or that of a visitor who has none yet. */
  senderId: string | undefined
  /** The account that the event itself names. */
  accountId: string | undefined
  at: Temporal.Instant
  properties: Record<string, unknown>
  link: Link | undefined
}

/** That a visitor is a user, or a user is at an account. */
export type Link = {
  senderId: string
  userId: string | undefined
  accountId: string | undefined
  at: Temporal.Instant
}

export type When = { sentAt: unknown; receivedAt: Temporal.Instant }

/** Reads one call of the Segment specification. Throws nothing: what can't be kept is said. */
export function readEvent(sent: unknown, when: When): ReadEvent | Unreadable {
  const parsed = wire.safeParse(sent)
  if (!parsed.success) return unreadable(sent, reasonOf(parsed.error.issues[0]), idOf(sent))
  const call = parsed.data
  const lacks = lacking(call)
  if (lacks !== undefined) return unreadable(sent, lacks, idOf(sent))
  const placed = placeInTime(call.timestamp ?? undefined, call.sentAt ?? when.sentAt, when.receivedAt)
  if ('reason' in placed) return unreadable(sent, placed.reason, idOf(sent))
  const { at } = placed
  const senderId = call.userId ?? call.anonymousId ?? undefined
  return {
    messageId: call.messageId ?? idOf(sent, call.timestamp == null ? at : undefined),
    type: call.type,
    name: nameOf(call),
    senderId,
    accountId: accountOf(call),
    at,
    properties: (call.type === 'identify' || call.type === 'group' ? call.traits : call.properties) ?? {},
    link: linkOf(call, at),
  }
}

export const isUnreadable = (event: ReadEvent | Unreadable): event is Unreadable => 'reason' in event

const name = z
  .string('a text')
  .refine((text) => text.length <= 300 && storable(text), 'a text of at most 300 characters')
const fields = z.record(z.string(), z.unknown(), 'an object').nullish()

const wire = z.looseObject(
  {
    type: z.enum(
      EVENT_TYPES.filter((type) => type !== 'record'),
      'track, page, screen, identify, group or alias',
    ),
    messageId: id.nullish(),
    event: name.nullish(),
    name: name.nullish(),
    userId: id.nullish(),
    anonymousId: id.nullish(),
    previousId: id.nullish(),
    groupId: id.nullish(),
    timestamp: z.unknown().optional(),
    sentAt: z.unknown().optional(),
    properties: fields,
    traits: fields,
    context: z.looseObject({ groupId: id.nullish() }, 'an object').nullish(),
  },
  'an object',
)

type Call = z.output<typeof wire>

function lacking({ type, event, userId, anonymousId, groupId, previousId }: Call): string | undefined {
  if (type === 'track' && !event?.trim())
    return 'event is missing: a track call says what happened, such as "Trial Started"'
  if (userId == null && anonymousId == null)
    return 'userId and anonymousId are missing: one of them says who it was'
  if (type === 'group' && groupId == null) return 'groupId is missing: a group call says which account'
  if (type === 'alias' && previousId == null)
    return 'previousId is missing: an alias call says who it was before'
  return undefined
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  const place = issue?.path.join('.')
  return place ? `${place} has to be ${issue?.message}` : `it has to be ${issue?.message ?? 'an event'}`
}

const nameOf = ({ type, event, name: called }: Call): string | undefined =>
  (type === 'track' ? event : type === 'page' || type === 'screen' ? called : undefined)?.trim() || undefined

/** A group call names it; others by the context, or by the company among the traits. */
function accountOf({ type, groupId, context, traits }: Call): string | undefined {
  if (type === 'group') return groupId ?? undefined
  return context?.groupId ?? (type === 'identify' ? companyOf(traits) : undefined)
}

const company = z.object({ company: z.object({ id }) })

const companyOf = (traits: Call['traits']): string | undefined =>
  traits?.company == null ? undefined : company.safeParse(traits).data?.company.id

function linkOf(call: Call, at: Temporal.Instant): Link | undefined {
  const { type, userId, anonymousId, previousId } = call
  const accountId = accountOf(call)
  if (type === 'alias')
    return {
      senderId: previousId ?? '',
      userId: userId ?? anonymousId ?? undefined,
      accountId: undefined,
      at,
    }
  if (type !== 'identify' && type !== 'group') return undefined
  // A visitor's account is that of the user whom they turn out to be.
  if (userId != null && anonymousId != null && accountId === undefined)
    return { senderId: anonymousId, userId, accountId: undefined, at }
  return accountId === undefined
    ? undefined
    : { senderId: userId ?? anonymousId ?? '', userId: undefined, accountId, at }
}
