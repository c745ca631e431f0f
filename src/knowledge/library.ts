import type { Database } from '#src/db/connect.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { evidenceSince } from '#src/evidence/store.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { type PersonaNames, readPersonaNames } from '#src/personas/persona-names.ts'
import { createLearned, type Learned, type Pointing, waysToAsk } from '#src/questions/learned.ts'
import { pointingsSince } from '#src/questions/learned-store.ts'
import { createSearchIndex, type SearchIndex } from '#src/search/search-index.ts'
import { type Entry, entryKey, isKind } from './entry.ts'
import { type KindName, MACHINERY } from './kinds.ts'
import { readAheadOf } from './read-ahead.ts'
import { searchDocument } from './search-document.ts'
import { readSequence } from './sequence.ts'
import { entriesSince } from './store.ts'

/** All knowledge as of one change, in memory: what answers are computed from. */
export type Library = {
  entries: ReadonlyMap<string, Entry>
  evidence: ReadonlyMap<string, KnownEvidence>
  members: ReadonlyMap<string, KnownMember>
  index: Pick<SearchIndex, 'search' | 'knows' | 'spelt'>
  personaNames: PersonaNames
  /** By `kind/slug`, the questions that owners answered by pointing there, the newest first. */
  learned: ReadonlyMap<string, readonly Learned[]>
}

/** Returns the library after bringing it up to date with the last change that anybody committed. */
export type ReadLibrary = () => Promise<Library>

/** What changed: entries, evidence, people and answered questions as they stand now. */
export type Changes = {
  entries: Entry[]
  evidence: KnownEvidence[]
  members: KnownMember[]
  questions?: Pointing[]
}

/** An empty library, and the one way to put changes into it. */
export function createLibrary() {
  const entries = new Map<string, Entry>()
  const evidence = new Map<string, KnownEvidence>()
  const members = new Map<string, KnownMember>()
  const index = createSearchIndex()
  const learned = createLearned()
  const personaNames = readPersonaNames([])
  const library: Library = { entries, evidence, members, index, personaNames, learned: learned.byEntry }
  const put = (changes: Changes): void => {
    for (const entry of changes.entries) {
      entries.set(entryKey(entry), entry)
      sorted.get(entries)?.delete(entry.kind)
    }
    for (const item of changes.evidence) evidence.set(item.slug, item)
    for (const member of changes.members) members.set(member.handle, member)
    const asked = learned.put(changes.questions ?? []).flatMap((key) => entries.get(key) ?? [])
    reindex(index, [...new Set([...changes.entries, ...asked])], library)
    if (changes.entries.some(({ kind }) => kind === 'persona' || kind === 'vocabulary'))
      library.personaNames = readPersonaNames(entries.values())
  }
  return { library, put, readAhead: index.readAhead }
}

/** Questions are answered from what is in use; what is retired is still found by its name. */
export const isInUse = ({ status }: Entry): boolean => status !== 'draft' && status !== 'retired'

const isSearched = (entry: Entry): boolean => isInUse(entry) && !MACHINERY.has(entry.kind)

function reindex(
  index: SearchIndex,
  changed: Entry[],
  { entries, learned }: Pick<Library, 'entries' | 'learned'>,
): void {
  for (const entry of changed) if (!isSearched(entry)) index.remove(entryKey(entry))
  const searched = changed.filter(isSearched)
  index.put(searched.map((entry) => searchDocument(entry, waysToAsk(learned.get(entryKey(entry))))))
  if (changed.some(({ kind }) => kind === 'vocabulary')) {
    const terms = [...entries.values()].filter((entry) => isKind(entry, 'vocabulary') && isInUse(entry))
    index.setSynonyms(terms.map(({ names }) => names))
  }
}

/**
 * Follows the change counter: one small query an answer, and the changed rows alone after a change. So replicas
 * agree, and whoever asks after a commit is answered from it.
 */
export function followLibrary(db: Database): ReadLibrary {
  const { library, put, readAhead } = createLibrary()
  const readLater = readAheadOf(readAhead)
  let seen = -1n
  let updating: Promise<void> | undefined

  async function update(): Promise<void> {
    // The number is read first: rows committed in between are read now and once more the next time.
    const sequence = await readSequence(db)
    if (sequence === seen) return
    const [entries, evidence, members, questions] = await Promise.all([
      entriesSince(db, seen),
      evidenceSince(db, seen),
      membersSince(db, seen),
      pointingsSince(db, seen),
    ])
    put({ entries, evidence, members, questions })
    seen = sequence
    readLater()
  }

  return async () => {
    // Whoever comes while an update runs may have committed after its query: so one more, shared by all who wait.
    if (updating !== undefined) await updating.catch(() => undefined)
    updating ??= update().finally(() => {
      updating = undefined
    })
    await updating
    return library
  }
}

/** All entries of one kind that may be answered from, by title. */
export function entriesOf<K extends KindName>(library: Library, kind: K): Entry<K>[] {
  const byKind = sorted.get(library.entries) ?? new Map<KindName, Entry[]>()
  sorted.set(library.entries, byKind)
  const ofKind = byKind.get(kind) ?? sortedOf(library.entries.values(), kind)
  byKind.set(kind, ofKind)
  return ofKind.filter((entry) => isKind(entry, kind))
}

/** Lists are asked for several times an answer; each is sorted once after a change of its kind. */
const sorted = new WeakMap<Library['entries'], Map<KindName, Entry[]>>()

const byTitle = new Intl.Collator()

const sortedOf = (entries: Iterable<Entry>, kind: KindName): Entry[] =>
  [...entries]
    .filter((entry) => entry.kind === kind && isInUse(entry))
    .sort((a, b) => byTitle.compare(a.title, b.title))

export function findEntry<K extends KindName>(library: Library, kind: K, slug: string): Entry<K> | undefined {
  const entry = library.entries.get(`${kind}/${slug}`)
  return entry && isKind(entry, kind) ? entry : undefined
}

export { wordsOfField } from './search-document.ts'
