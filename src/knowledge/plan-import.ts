import { randomUUID } from 'node:crypto'
import type { Transaction } from '#src/db/connect.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { listEvidenceDigests } from '#src/evidence/store.ts'
import { dutiesSetHere } from '#src/members/duties-set-here.ts'
import { type KnownMember, ROLES } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { canonicalJson, digestOf } from './digest.ts'
import type { FileEntry, Folder } from './read-folder.ts'
import { type Kept, listDigests } from './store.ts'

/** What an import did: `kind/slug` of entries, slugs of evidence, handles of people. */
export type Imported = {
  created: string[]
  changed: string[]
  unchanged: number
  evidence: string[]
  people: string[]
  /** Of those whose function and roles were set here: what the file says otherwise, which was left as it is. */
  kept?: string[]
}

/** An entry that gets a new version. */
export type Planned = { entry: FileEntry; id: string; version: number }

/** What a folder would change. `wasEmpty`: there was no entry at all before. */
export type Plan = {
  wasEmpty: boolean
  entries: Planned[]
  verified: { id: string; at: Date }[]
  evidence: KnownEvidence[]
  members: KnownMember[]
  imported: Imported
}

/** Compares a folder with the knowledge base. `zone`: in which a day of verification is meant. */
export async function planImport(tx: Transaction, folder: Folder, zone: string): Promise<Plan> {
  const kept = await listDigests(tx)
  const { members, duties } = await changedMembers(tx, folder)
  const plan: Plan = {
    wasEmpty: kept.size === 0,
    entries: [],
    verified: [],
    evidence: await changedEvidence(tx, folder),
    members,
    imported: { created: [], changed: [], unchanged: 0, evidence: [], people: [] },
  }
  for (const entry of folder.entries) planEntry(plan, entry, kept.get(`${entry.kind}/${entry.slug}`), zone)
  plan.imported.evidence = plan.evidence.map(({ slug }) => slug)
  plan.imported.people = plan.members.map(({ handle }) => handle)
  if (duties.length > 0) plan.imported.kept = duties
  return plan
}

function planEntry(plan: Plan, entry: FileEntry, kept: Kept | undefined, zone: string): void {
  const name = `${entry.kind}/${entry.slug}`
  if (!kept) {
    plan.entries.push({ entry, id: randomUUID(), version: 1 })
    plan.imported.created.push(name)
  } else if (kept.digest !== digestOf(entry.content)) {
    plan.entries.push({ entry, id: kept.id, version: kept.version + 1 })
    plan.imported.changed.push(name)
  } else {
    plan.imported.unchanged += 1
    const at = verifiedAt(entry, zone)
    if (at && at.getTime() > (kept.verifiedAt?.getTime() ?? 0)) plan.verified.push({ id: kept.id, at })
  }
}

async function changedEvidence(tx: Transaction, folder: Folder): Promise<KnownEvidence[]> {
  const digests = await listEvidenceDigests(tx)
  return [...folder.evidence].flatMap(([slug, said]) =>
    digests.get(slug) === digestOf(said) ? [] : [{ slug, ...said }],
  )
}

async function changedMembers(tx: Transaction, folder: Folder) {
  const known = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member]))
  const setHere = await dutiesSetHere(tx)
  const duties: string[] = []
  const members = folder.people.members.flatMap((member): KnownMember[] => {
    const before = known.get(member.handle)
    const said = { function: member.function, roles: ROLES.filter((role) => member.roles.includes(role)) }
    const duty = before && setHere.has(before.handle) ? dutyOf(before) : said
    if (canonicalJson(duty) !== canonicalJson(said)) duties.push(member.handle)
    // Whether somebody is still there is no file's to say.
    const kept = { id: before?.id ?? randomUUID(), leftAt: before?.leftAt }
    const after = { ...member, ...duty, email: member.email?.toLowerCase(), ...kept }
    return before && canonicalJson(before) === canonicalJson(after) ? [] : [after]
  })
  return { members, duties }
}

const dutyOf = ({ function: team, roles }: KnownMember) => ({ function: team, roles })

export const hasChanges = ({ entries, verified, evidence, members }: Plan): boolean =>
  entries.length + verified.length + evidence.length + members.length > 0

/** The close of the named day would lie ahead of now for today, so a day counts from its start. */
export function verifiedAt({ verifiedAt: day }: FileEntry, zone: string): Date | undefined {
  if (!day) return undefined
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}
