import type { Entry } from '#src/knowledge/entry.ts'
import { allows, type Related } from '#src/members/authority.ts'
import type { Deed } from '#src/members/deeds.ts'
import { isThere, type KnownMember, type Role } from '#src/members/member.ts'

type People = Pick<Entry, 'owner' | 'verifier' | 'deputies'>
type Members = ReadonlyMap<string, KnownMember>

/**
 * Who answers for an entry today, whoever of its people has left: its owner, else the persona owner, else an admin,
 * else a deputy; and its verifier, else the first deputy who is there, else whoever answers as its owner.
 */
export function answerableFor(
  { owner, verifier, deputies }: People,
  members: Members,
): { owner: KnownMember | undefined; verifier: KnownMember | undefined } {
  const there = (handle: string | undefined) => {
    const member = handle === undefined ? undefined : members.get(handle)
    return member && isThere(member) ? member : undefined
  }
  const deputy = () => deputies.map(there).find((member) => member !== undefined)
  const answering =
    there(owner) ?? firstWith('persona-owner', members) ?? firstWith('admin', members) ?? deputy()
  const confirming = there(verifier) ?? (verifier === undefined ? undefined : deputy())
  return { owner: answering, verifier: confirming ?? answering }
}

/** Who is there with this role, the first by name. */
export function firstWith(role: Role, members: Members): KnownMember | undefined {
  return [...members.values()]
    .filter((member) => isThere(member) && member.roles.includes(role))
    .toSorted((a, b) => a.name.localeCompare(b.name))[0]
}

/**
 * Who is asked instead of somebody who can't be reached: the deputies who may confirm all of it, then whoever owns
 * the personas, then an admin.
 */
export function standInsFor(handle: string, entries: People[], members: Members): string[] {
  const [first, ...others] = entries
  const deputies = (first?.deputies ?? []).filter((each) =>
    others.every((entry) => entry.deputies.includes(each)),
  )
  const named = deputies.flatMap((each) => members.get(each) ?? [])
  const general = [firstWith('persona-owner', members), firstWith('admin', members)]
  const all = [...named, ...general].filter((member) => member !== undefined && isThere(member))
  return [...new Set(all.flatMap((member) => member?.handle ?? []))].filter((each) => each !== handle)
}

/** Whoever confirms an entry, their deputies and admins may say that it still holds; nobody who has left. */
export const mayVerify = (member: KnownMember | undefined, entry: People, members: Members): boolean =>
  allows(member, 'verify', relatedTo(entry, members))

/** Who stands how to an entry today, whoever of its people has left; or to what belongs to none. */
export function relatedTo(entry: People | undefined, members: Members): Related {
  const { owner, verifier } = answerableFor(entry ?? { deputies: [] }, members)
  return { owner: [owner?.handle], verifier: [verifier?.handle], deputy: entry?.deputies ?? [] }
}

/** Handle of the one who hears of an entry, or of what belongs to none. */
export const whoHears = (entry: People | undefined, { members }: { members: Members }): string | undefined =>
  answerableFor(entry ?? { deputies: [] }, members).owner?.handle

/** Whether somebody speaks for an entry: who answers for it today, who stands in, the persona owner, an admin. */
export const speaksFor = (
  handle: string | undefined,
  deed: Deed,
  entry: People | undefined,
  members: Members,
): boolean => allows(members.get(handle ?? ''), deed, relatedTo(entry, members))
