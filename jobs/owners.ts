import type { Library } from '#src/knowledge/library.ts'
import type { Scope } from './job.ts'

/** Everybody who owns or verifies an entry, each a reader of their own. */
export function owners({ entries, members }: Library): Scope[] {
  const handles = new Set([...entries.values()].flatMap(({ owner, verifier }) => [owner, verifier]))
  return [...members.keys()]
    .filter((handle) => handles.has(handle))
    .map((handle) => ({ id: handle, reader: { member: handle } }))
}
