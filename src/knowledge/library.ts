import type { Database } from '#src/db/connect.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { evidenceSince } from '#src/evidence/store.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { createSearchIndex, type SearchIndex } from '#src/search/search-index.ts'
import { claimsOf } from './claim.ts'
import { type Entry, entryKey, isKind } from './entry.ts'
import type { KindName } from './kinds.ts'
import { readSequence } from './sequence.ts'
import { entriesSince } from './store.ts'

/** All knowledge as of one change, in memory: what answers are computed from. */
export type Library = {
  entries: ReadonlyMap<string, Entry>
  evidence: ReadonlyMap<string, KnownEvidence>
  members: ReadonlyMap<string, KnownMember>
  index: Pick<SearchIndex, 'search'>
}

/** Returns the library after bringing it up to date with the last change that anybody committed. */
export type ReadLibrary = () => Promise<Library>

/**
 * Follows the change counter: one small query an answer, and the changed rows alone after a change. So replicas
 * agree, and whoever asks after a commit is answered from it.
 */
export function followLibrary(db: Database): ReadLibrary {
  const entries = new Map<string, Entry>()
  const evidence = new Map<string, KnownEvidence>()
  const members = new Map<string, KnownMember>()
  const index = createSearchIndex()
  let seen = -1n
  let updating: Promise<void> | undefined

  async function update(): Promise<void> {
    // The number is read first: rows committed in between are read now and once more the next time.
    const sequence = await readSequence(db)
    if (sequence === seen) return
    const [someEntries, someEvidence, someMembers] = await Promise.all([
      entriesSince(db, seen),
      evidenceSince(db, seen),
      membersSince(db, seen),
    ])
    for (const entry of someEntries) entries.set(entryKey(entry), entry)
    for (const item of someEvidence) evidence.set(item.slug, item)
    for (const member of someMembers) members.set(member.handle, member)
    reindex(index, someEntries, [...entries.values()])
    seen = sequence
  }

  return async () => {
    // Whoever comes while an update runs may have committed after its query: so one more, shared by all who wait.
    if (updating !== undefined) await updating.catch(() => undefined)
    updating ??= update().finally(() => {
      updating = undefined
    })
    await updating
    return { entries, evidence, members, index }
  }
}

function reindex(index: SearchIndex, changed: Entry[], all: Entry[]): void {
  const answered = (entry: Entry) => entry.status !== 'draft'
  for (const entry of changed) if (!answered(entry)) index.remove(entryKey(entry))
  index.put(changed.filter(answered).map(searchDocument))
  if (changed.some((entry) => entry.kind === 'vocabulary')) {
    index.setSynonyms(
      all.filter((entry) => isKind(entry, 'vocabulary') && answered(entry)).map(({ names }) => names),
    )
  }
}

/** An entry for the index: the names of fields are words too, since people ask for "fears" and "goals". */
function searchDocument(entry: Entry) {
  const claims = claimsOf(entry.body)
  const fields = [...new Set(claims.map(({ field }) => field))].map(wordsOfField)
  return {
    id: entryKey(entry),
    kind: entry.kind,
    title: entry.title,
    names: entry.names.slice(1).join(' · '),
    text: [entry.kind, ...fields, ...claims.map(({ text }) => text)].join('\n'),
  }
}

/** `decisionRules` → `decision rules` */
export const wordsOfField = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** All entries of one kind that may be answered from, by title. */
export function entriesOf<K extends KindName>(library: Library, kind: K): Entry<K>[] {
  return [...library.entries.values()]
    .filter((entry) => isKind(entry, kind))
    .filter(({ status }) => status !== 'draft' && status !== 'retired')
    .sort((a, b) => a.title.localeCompare(b.title))
}

export function findEntry<K extends KindName>(library: Library, kind: K, slug: string): Entry<K> | undefined {
  const entry = library.entries.get(`${kind}/${slug}`)
  return entry && isKind(entry, kind) ? entry : undefined
}
