import { answerableFor, firstWith, standInsFor } from '#src/freshness/answerable.ts'
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
export const receiverOf = (
  trigger: Pick<TriggerBody, 'tell' | 'person' | 'channel'>,
  account: Of,
  library: Library,
): Receiver | undefined => receiversOf(trigger, account, library)[0]

/** The same in their order: where Slack doesn't reach one, the next is told. */
export function receiversOf(
  { tell, person, channel }: Pick<TriggerBody, 'tell' | 'person' | 'channel'>,
  account: Of,
  library: Library,
): Receiver[] {
  const { members } = library
  const there = [...members.values()].filter(isThere)
  const owning = ownerAmong(there, account.owner)
  const named = there.find(({ handle }) => handle === person)
  const first = tell === 'named' ? [named, channel, owning] : [owning, named, channel]
  const persona = account.persona === undefined ? undefined : findEntry(library, 'persona', account.persona)
  const last = [
    persona && answerableFor(persona, members).owner,
    ...standInsFor('', persona ? [persona] : [], members).map((handle) => members.get(handle)),
    firstWith('admin', members),
  ]
  const all = [...first, ...last].flatMap((each): Receiver[] => {
    if (each === undefined) return []
    return [typeof each === 'string' ? { channel: each } : { reader: each.handle }]
  })
  return [...new Map(all.map((each) => [nameOf(each), each])).values()]
}

/** The handle, or the channel's id. */
export const nameOf = (receiver: Receiver): string =>
  'reader' in receiver ? receiver.reader : receiver.channel

function ownerAmong(there: KnownMember[], owner: string | undefined): KnownMember | undefined {
  const named = owner?.trim().toLowerCase()
  return named === undefined
    ? undefined
    : there.find(({ handle, email }) => handle === named || email?.toLowerCase() === named)
}
