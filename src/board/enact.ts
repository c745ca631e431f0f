import { randomUUID } from 'node:crypto'
import type { Transaction } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { advanceSequence } from '#src/knowledge/sequence.ts'
import { findEntries, type NewVersion, writeVersions } from '#src/knowledge/store.ts'
import { membersSince } from '#src/members/store.ts'
import { applyChanges } from './apply.ts'
import { markCarried, writeCarried } from './carry.ts'
import { isNew, type PartChange } from './change.ts'
import { faultsOf, type Result } from './check-parts.ts'
import { writePartVersions } from './part-store.ts'
import type { Carried, Clash, Obstacle, Proposal } from './proposal.ts'

/** What the parts would make of today's entries, or everything that stands in their way. */
export async function tryParts(
  tx: Transaction,
  parts: PartChange[],
  carried: Carried | undefined,
): Promise<{ results: Result[] } | { obstacle: Obstacle }> {
  const entries = await findEntries(tx, parts)
  const tried = parts.map((part) => tryPart(part, entries.get(entryKey(part))))
  const results = tried.flatMap((each) => ('result' in each ? [each.result] : []))
  const clashes = tried.flatMap((each) => ('clashes' in each ? each.clashes : []))
  const refused = tried.flatMap((each) => ('fault' in each ? [each.fault] : []))
  // What others say of them is asked only of what could be.
  const faults = results.length === parts.length ? await faultsOf(tx, results, carried) : refused
  return clashes.length + faults.length > 0 ? { obstacle: { clashes, faults } } : { results }
}

type Tried = { result: Result } | { clashes: Clash[] } | { fault: string }

function tryPart(part: PartChange, entry: Entry | undefined): Tried {
  const { kind, slug, changes } = part
  if (!isKindName(kind)) return { fault: `There is no kind of entry called ${kind}.` }
  if (isNew(part) && entry)
    return { clashes: changes.slice(0, 1).map((change) => ({ kind, slug, change, now: entry.title })) }
  if (!isNew(part) && !entry)
    return { clashes: changes.map((change) => ({ kind, slug, change, now: undefined })) }
  const outcome = applyChanges(kind, entry, changes)
  if ('applied' in outcome) return { result: { kind, slug, content: outcome.applied, before: entry } }
  if ('conflicting' in outcome)
    return { clashes: outcome.conflicting.map((each) => ({ kind, slug, ...each })) }
  const where = [entry?.title ?? slug, outcome.path].filter((each) => each !== '').join(', ')
  return { fault: `${where}: expected ${outcome.invalid}` }
}

/** Makes what was approved what its entries say, all of it or nothing. The sequence has to be locked. */
export async function enact(
  tx: Transaction,
  { id, parts, carried, proposer }: Proposal,
  sequence: bigint,
  now: Temporal.Instant,
): Promise<{ state: 'approved' } | { state: 'conflicting'; obstacle: Obstacle }> {
  const tried = await tryParts(tx, parts, carried)
  if ('obstacle' in tried) return { state: 'conflicting', obstacle: tried.obstacle }
  const at = new Date(now.epochMilliseconds)
  if (carried) await writeCarried(tx, carried, { sequence, at })
  const memberIds = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member.id]))
  const versions = tried.results.map((result) => versionOf(result, memberIds))
  const reason = `proposal ${id}`
  await writeVersions(tx, versions, { sequence, at, reason, authorId: proposer.id })
  await writePartVersions(tx, id, versions)
  await markCarried(tx, carried, sequence)
  await advanceSequence(tx, sequence)
  return { state: 'approved' }
}

function versionOf(
  { kind, slug, content, before }: Result,
  memberIds: ReadonlyMap<string, string>,
): NewVersion {
  const { owner, verifier } = content
  return {
    ...{ kind, slug, content, id: before?.id ?? randomUUID(), version: (before?.version ?? 0) + 1 },
    ownerId: owner === undefined ? undefined : memberIds.get(owner),
    verifierId: verifier === undefined ? undefined : memberIds.get(verifier),
    verifiedAt: undefined,
  }
}
