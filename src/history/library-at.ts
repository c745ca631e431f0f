import type { Database } from '#src/db/connect.ts'
import { evidenceSince } from '#src/evidence/store.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import { readSequence } from '#src/knowledge/sequence.ts'
import { entriesAt } from '#src/knowledge/store.ts'
import { membersSince } from '#src/members/store.ts'

/** What was known at an instant: every entry in the version that it had then. People and sources are as they are today. */
export async function libraryAt(db: Database, at: Temporal.Instant): Promise<Library> {
  const key = `${at.epochMilliseconds}/${await readSequence(db)}`
  const known = kept.get(db)?.find((each) => each.key === key)
  if (known) return known.library
  const { library, put } = createLibrary()
  put({
    entries: await entriesAt(db, at),
    evidence: await evidenceSince(db, -1n),
    members: await membersSince(db, -1n),
  })
  kept.set(db, [{ key, library }, ...(kept.get(db) ?? [])].slice(0, KEPT))
  return library
}

/** The few that were asked for last: a day is rarely asked about once. */
const KEPT = 4
const kept = new WeakMap<Database, { key: string; library: Library }[]>()
