import { answerableFor, firstWith } from '#src/freshness/answerable.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import type { Receiver } from './alert.ts'
import type { TriggerBody } from './trigger.ts'

type Of = { owner?: string | undefined; persona?: string | undefined }

/**
 * Whom an alert goes to: who owns the account, by handle or address; else the person or the channel that its trigger
 * names, which comes first where it says so; else who answers for the persona, a persona owner, an admin. Undefined
 * where there is nobody at all.
 */
export function receiverOf(
  { tell, person, channel }: Pick<TriggerBody, 'tell' | 'person' | 'channel'>,
  account: Of,
  library: Library,
): Receiver | undefined {
  const { members } = library
  const there = [...members.values()].filter(isThere)
  const owning = ownerAmong(there, account.owner)
  const named = there.find(({ handle }) => handle === person)
  const first = tell === 'named' ? [named, channel, owning] : [owning, named, channel]
  for (const each of first) {
    if (typeof each === 'string') return { channel: each }
    if (each) return { reader: each.handle }
  }
  const persona = account.persona === undefined ? undefined : findEntry(library, 'persona', account.persona)
  const last =
    (persona && answerableFor(persona, members).owner) ??
    firstWith('persona-owner', members) ??
    firstWith('admin', members)
  return last && { reader: last.handle }
}

function ownerAmong(there: KnownMember[], owner: string | undefined): KnownMember | undefined {
  const named = owner?.trim().toLowerCase()
  return named === undefined
    ? undefined
    : there.find(({ handle, email }) => handle === named || email?.toLowerCase() === named)
}
