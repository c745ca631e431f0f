import { votersAmong } from '#src/board/seats.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isThere } from '#src/members/member.ts'

/** Handles of everybody who is there and owns or verifies an entry, or stands in for who does. */
export function owningHandles({ entries, members }: Library): string[] {
  const answering = [...entries.values()].flatMap((entry) => {
    const { owner, verifier } = answerableFor(entry, members)
    return [entry.owner, entry.verifier, owner?.handle, verifier?.handle]
  })
  const handles = new Set(answering)
  return [...members.values()]
    .filter((member) => isThere(member) && handles.has(member.handle))
    .map(({ handle }) => handle)
}

/** Handles of everybody who may get a week: owners, and whoever votes. */
export function digestHandles(library: Library): string[] {
  const voting = [...library.members.values()].filter(
    (member) => isThere(member) && votersAmong([member]).length > 0,
  )
  return [...new Set([...owningHandles(library), ...voting.map(({ handle }) => handle)])]
}
