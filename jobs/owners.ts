import { answerableFor } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isThere } from '#src/members/member.ts'
import type { Scope } from './job.ts'

/** Everybody who is there and owns or verifies an entry, or stands in for who does; each a reader of their own. */
export function owners({ entries, members }: Library): Scope[] {
  const answering = [...entries.values()].flatMap((entry) => {
    const { owner, verifier } = answerableFor(entry, members)
    return [entry.owner, entry.verifier, owner?.handle, verifier?.handle]
  })
  const handles = new Set(answering)
  return [...members.values()]
    .filter((member) => isThere(member) && handles.has(member.handle))
    .map(({ handle }) => ({ id: handle, reader: { member: handle } }))
}
