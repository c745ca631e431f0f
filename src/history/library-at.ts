import type { Database } from '#src/db/connect.ts'
import { evidenceAt } from '#src/evidence/store.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import { readSequence } from '#src/knowledge/sequence.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { entriesAt } from './store.ts'

/**
 * What was known at an instant: every entry in the version that it had then, with its people, what it cited and when it
 * had been verified; who was there, and which sources. What people are called and sources say is as it is today: of
 * that no versions are kept.
 */
export async function libraryAt(db: Database, at: Temporal.Instant): Promise<Library> {
  const key = `${at.epochMilliseconds}/${await readSequence(db)}`
  const known = kept.get(db)?.find((each) => each.key === key)
  if (known) return known.library
  const { library, put } = createLibrary()
  put({
    entries: await entriesAt(db, at),
    evidence: await evidenceAt(db, at),
    members: (await membersSince(db, -1n)).map((member) => thereAt(member, at)),
  })
  kept.set(db, [{ key, library }, ...(kept.get(db) ?? [])].slice(0, KEPT))
  return library
}

/** Whoever left later was there. */
const thereAt = ({ leftAt, ...member }: KnownMember, at: Temporal.Instant): KnownMember =>
  leftAt && Temporal.Instant.compare(leftAt, at) < 0 ? { ...member, leftAt } : member

/** The few that were asked for last: a day is rarely asked about once. */
const KEPT = 4
const kept = new WeakMap<Database, { key: string; library: Library }[]>()
