import { randomUUID } from 'node:crypto'
import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { evidenceSince, listEvidenceDigests, writeEvidence } from '#src/evidence/store.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince, writeMembers } from '#src/members/store.ts'
import { checkFolder, type Known } from './check-folder.ts'
import { canonicalJson, digestOf } from './digest.ts'
import type { Entry } from './entry.ts'
import { sayFault } from './fault.ts'
import { type FileEntry, type Folder, readFolder } from './read-folder.ts'
import { advanceSequence, lockSequence } from './sequence.ts'
import {
  entriesSince,
  type Kept,
  listDigests,
  markVerified,
  type NewVersion,
  writeVersions,
} from './store.ts'

export type ImportOptions = {
  /** Apply changes to a knowledge base that is in use, past the board. */
  direct: boolean
  now: Temporal.Instant
  /** The team's zone, in which a day of verification is meant. */
  zone: string
  /** Who imports, for the audit trail. */
  actor: string
  /** Changes what was read before anything is compared with it. */
  adapt?: (folder: Folder) => Folder
}

/** What an import did: `kind/slug` of entries, slugs of evidence, handles of people. */
export type Imported = {
  created: string[]
  changed: string[]
  unchanged: number
  evidence: string[]
  people: string[]
}

/**
 * Imports a knowledge folder in one transaction: all of it or, with a UserError that lists every fault, nothing.
 * Into an empty knowledge base, or directly, it is live.
 */
export async function importFolder(
  db: Database,
  directory: string,
  options: ImportOptions,
): Promise<Imported> {
  const { folder: read, faults } = await readFolder(directory)
  const folder = options.adapt?.(read) ?? read
  return await db.$transaction(
    async (tx) => {
      const sequence = await lockSequence(tx)
      refuseFaults(directory, [...faults, ...checkFolder(folder, await readKnown(tx))].map(sayFault))
      const plan = await planImport(tx, folder, options)
      refuseUndecided(plan, options)
      if (!hasChanges(plan)) return plan.imported
      const at = new Date(options.now.epochMilliseconds)
      await writeMembers(tx, plan.members, sequence)
      await writeEvidence(tx, plan.evidence, { sequence, at })
      const memberIds = new Map((await membersSince(tx, -1n)).map(({ handle, id }) => [handle, id]))
      const versions = plan.entries.map((entry) => newVersion(entry, memberIds, options))
      await writeVersions(tx, versions, {
        sequence,
        at,
        reason: 'import',
        authorId: memberIds.get(options.actor),
      })
      await markVerified(tx, plan.verified, sequence)
      await advanceSequence(tx, sequence)
      await appendAudit(tx, {
        actor: options.actor,
        action: 'import',
        subject: 'knowledge',
        payload: plan.imported,
        at,
      })
      return plan.imported
    },
    { timeout: 120_000, maxWait: 30_000 },
  )
}

type Planned = { entry: FileEntry; id: string; version: number }
type Plan = {
  wasEmpty: boolean
  entries: Planned[]
  verified: { id: string; at: Date }[]
  evidence: Parameters<typeof writeEvidence>[1]
  members: KnownMember[]
  imported: Imported
}

function refuseFaults(directory: string, faults: string[]): void {
  if (faults.length === 0) return
  const count = faults.length === 1 ? 'one mistake' : `${faults.length} mistakes`
  throw new UserError(`Nothing was imported from ${directory}, because of ${count}:\n${faults.join('\n')}`)
}

function refuseUndecided(plan: Plan, { direct }: ImportOptions): void {
  const changes = [...plan.imported.created, ...plan.imported.changed]
  if (plan.wasEmpty || direct || changes.length === 0) return
  const some =
    changes.slice(0, 5).join(', ') + (changes.length > 5 ? ` … and ${changes.length - 5} more` : '')
  throw new UserError(
    `Nothing was imported: this knowledge base is in use, and the folder would change ${some}. ` +
      'An admin can apply it at once with --direct.',
  )
}

const hasChanges = ({ entries, verified, evidence, members }: Plan): boolean =>
  entries.length + verified.length + evidence.length + members.length > 0

async function readKnown(tx: Transaction): Promise<Known> {
  const entries = await entriesSince(tx, -1n)
  const personas = entries.filter(({ kind }) => kind === 'persona')
  return {
    handles: new Set((await membersSince(tx, -1n)).map(({ handle }) => handle)),
    evidence: new Set((await evidenceSince(tx, -1n)).map(({ slug }) => slug)),
    entries: new Set(entries.map(({ kind, slug }) => `${kind}/${slug}`)),
    personaNames: new Map(
      personas.flatMap(({ names, slug }: Entry) => names.map((name) => [name.toLowerCase(), slug])),
    ),
  }
}

async function planImport(tx: Transaction, folder: Folder, options: ImportOptions): Promise<Plan> {
  const kept = await listDigests(tx)
  const plan: Plan = {
    wasEmpty: kept.size === 0,
    entries: [],
    verified: [],
    evidence: await changedEvidence(tx, folder),
    members: await changedMembers(tx, folder),
    imported: { created: [], changed: [], unchanged: 0, evidence: [], people: [] },
  }
  for (const entry of folder.entries) planEntry(plan, entry, kept.get(`${entry.kind}/${entry.slug}`), options)
  plan.imported.evidence = plan.evidence.map(({ slug }) => slug)
  plan.imported.people = plan.members.map(({ handle }) => handle)
  return plan
}

function planEntry(plan: Plan, entry: FileEntry, kept: Kept | undefined, options: ImportOptions): void {
  const name = `${entry.kind}/${entry.slug}`
  if (!kept) {
    plan.entries.push({ entry, id: randomUUID(), version: 1 })
    plan.imported.created.push(name)
  } else if (kept.digest !== digestOf(entry.content)) {
    plan.entries.push({ entry, id: kept.id, version: kept.version + 1 })
    plan.imported.changed.push(name)
  } else {
    plan.imported.unchanged += 1
    const at = verifiedAt(entry, options)
    if (at && at.getTime() > (kept.verifiedAt?.getTime() ?? 0)) plan.verified.push({ id: kept.id, at })
  }
}

async function changedEvidence(tx: Transaction, folder: Folder): Promise<Plan['evidence']> {
  const digests = await listEvidenceDigests(tx)
  return [...folder.evidence].flatMap(([slug, said]) =>
    digests.get(slug) === digestOf(said) ? [] : [{ slug, ...said }],
  )
}

async function changedMembers(tx: Transaction, folder: Folder): Promise<KnownMember[]> {
  const kept = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member]))
  return folder.people.members.flatMap((member) => {
    const before = kept.get(member.handle)
    const after = { ...member, email: member.email?.toLowerCase(), id: before?.id ?? randomUUID() }
    return before && canonicalJson(before) === canonicalJson(after) ? [] : [after]
  })
}

function newVersion(
  { entry, id, version }: Planned,
  memberIds: Map<string, string>,
  options: ImportOptions,
): NewVersion {
  const { owner, verifier } = entry.content
  const { kind, slug, content } = entry
  return {
    id,
    kind,
    slug,
    version,
    content,
    ownerId: owner && memberIds.get(owner),
    verifierId: verifier && memberIds.get(verifier),
    verifiedAt: verifiedAt(entry, options),
  }
}

/** The close of the named day would lie ahead of now for today, so a day counts from its start. */
function verifiedAt({ verifiedAt: day }: FileEntry, { zone }: ImportOptions): Date | undefined {
  if (!day) return undefined
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}
