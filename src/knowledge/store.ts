import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { digestOf } from './digest.ts'
import { type Content, type Entry, entryKey } from './entry.ts'
import { formerNames } from './former-names.ts'
import { STATUSES } from './kind.ts'
import { isKindName, KINDS } from './kinds.ts'

const people = { owner: { select: { handle: true } }, verifier: { select: { handle: true } } } as const
type EntryRow = Prisma.EntryGetPayload<{ include: typeof people }>

/** Entries changed after a number of the change counter, as they stand now. */
export async function entriesSince(db: Database | Transaction, sequence: bigint): Promise<Entry[]> {
  const rows = await db.entry.findMany({ where: { sequence: { gt: sequence } }, include: people })
  return rows.flatMap((row) => readRow(row) ?? [])
}

/** These entries as they stand now, by `kind/slug`; those that aren't there are missing. */
export async function findEntries(
  tx: Transaction,
  wanted: { kind: string; slug: string }[],
): Promise<Map<string, Entry>> {
  const slugs = [...new Set(wanted.map(({ slug }) => slug))]
  const rows = await tx.entry.findMany({ where: { slug: { in: slugs } }, include: people })
  return new Map(rows.flatMap((row) => readRow(row) ?? []).map((entry) => [entryKey(entry), entry]))
}

/** Whose these entries are, by `kind/slug`: less than reading all that they say. */
export async function findOwned(
  tx: Transaction,
  wanted: { kind: string; slug: string }[],
): Promise<Map<string, Pick<Content, 'owner' | 'verifier' | 'deputies'>>> {
  const rows = await tx.entry.findMany({
    where: { OR: wanted.map(({ kind, slug }) => ({ kind, slug })) },
    select: { kind: true, slug: true, deputies: true, ...people },
  })
  return new Map(
    rows.map(({ kind, slug, deputies, owner, verifier }) => [
      `${kind}/${slug}`,
      { deputies, owner: owner?.handle, verifier: verifier?.handle },
    ]),
  )
}

/** All entries of a kind as they stand now, whatever their status. */
export async function entriesOfKind(tx: Transaction, kind: string): Promise<Entry[]> {
  const rows = await tx.entry.findMany({ where: { kind }, include: people })
  return rows.flatMap((row) => readRow(row) ?? [])
}

/** What somebody owns or verifies and what is in use, or may be. */
export async function entriesOfMember(tx: Transaction, memberId: string): Promise<Entry[]> {
  const theirs = { OR: [{ ownerId: memberId }, { verifierId: memberId }], status: { not: 'retired' } }
  const rows = await tx.entry.findMany({ where: theirs, include: people, orderBy: { title: 'asc' } })
  return rows.flatMap((row) => readRow(row) ?? [])
}

/** An entry as an import has to know it. */
export type Kept = { id: string; version: number; digest: string; verifiedAt: Date | null }

/** Every entry's version and digest, by `kind/slug`: enough to see what an import would change. */
export async function listDigests(db: Database | Transaction): Promise<Map<string, Kept>> {
  const rows = await db.entry.findMany({
    select: { id: true, kind: true, slug: true, version: true, digest: true, verifiedAt: true },
  })
  return new Map(rows.map(({ kind, slug, ...row }) => [`${kind}/${slug}`, row]))
}

/** An entry as it stood in one of its versions; undefined if there is no such version. */
export async function readVersion(
  db: Database,
  of: { kind: string; slug: string; version: number },
): Promise<Entry | undefined> {
  const row = await db.entryVersion.findFirst({
    where: { version: of.version, entry: { kind: of.kind, slug: of.slug } },
    include: { entry: { select: { id: true, verifiedAt: true, formerNames: true } } },
  })
  if (!row || !isKindName(of.kind)) return undefined
  const content = row.content as Content
  return {
    ...content,
    ...readBody(of.kind, content),
    id: row.entry.id,
    kind: of.kind,
    slug: of.slug,
    formerNames: row.entry.formerNames,
    version: row.version,
    since: Temporal.Instant.fromEpochMilliseconds(row.createdAt.getTime()),
    verifiedAt: instantOf(row.entry.verifiedAt),
  }
}

/** A new state of an entry: the first version if it has no id yet. */
export type NewVersion = {
  id: string
  kind: string
  slug: string
  version: number
  content: Content
  ownerId: string | undefined
  verifierId: string | undefined
  verifiedAt: Date | undefined
}

export type Change = { sequence: bigint; at: Date; reason: string; authorId: string | undefined }

/** Writes new versions and makes them what their entries say. The sequence has to be locked. */
export async function writeVersions(tx: Transaction, versions: NewVersion[], change: Change): Promise<void> {
  for (const some of chunks(versions)) {
    const former = await formerNamesOf(tx, some)
    const rows = JSON.stringify(some.map((each) => rowOf(each, former.get(each.id) ?? [], change)))
    const written = await tx.$executeRaw`
      INSERT INTO entries (id, kind, slug, title, former_names, status, body, owner_id, verifier_id, deputies,
        verify_every, verified_at, version, digest, sequence, created_at, updated_at)
      SELECT id, kind, slug, title, former_names, status, body, owner_id, verifier_id, deputies,
        verify_every, verified_at, version, digest, sequence, at, at
      FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, kind text, slug text, title text,
        former_names text[], status text, body jsonb, owner_id uuid, verifier_id uuid, deputies text[],
        verify_every text, verified_at timestamptz, version int, digest text, sequence bigint, at timestamptz)
      ON CONFLICT (id) DO UPDATE SET title = excluded.title, former_names = excluded.former_names,
        status = excluded.status, body = excluded.body, owner_id = excluded.owner_id,
        verifier_id = excluded.verifier_id, deputies = excluded.deputies, verify_every = excluded.verify_every, verified_at = coalesce(excluded.verified_at, entries.verified_at),
        version = excluded.version, digest = excluded.digest, sequence = excluded.sequence,
        updated_at = excluded.updated_at
      WHERE entries.version = excluded.version - 1`
    if (written !== some.length)
      throw new Error('An entry has another version than the one that was changed.')
    await tx.$executeRaw`
      INSERT INTO entry_versions (entry_id, version, content, digest, reason, author_id, sequence, created_at)
      SELECT id, version, content, digest, ${change.reason}, ${change.authorId ?? null}::uuid, sequence, at
      FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, version int, content jsonb, digest text,
        sequence bigint, at timestamptz)`
  }
}

/** Records that entries still hold, without a new version. The sequence has to be locked. */
export async function markVerified(
  tx: Transaction,
  verified: { id: string; at: Date }[],
  sequence: bigint,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE entries SET verified_at = row.at, sequence = ${sequence}
    FROM jsonb_to_recordset(${JSON.stringify(verified)}::jsonb) AS row (id uuid, at timestamptz)
    WHERE entries.id = row.id`
}

/** The names that entries will have had once they say something else, by their ids. */
async function formerNamesOf(tx: Transaction, versions: NewVersion[]): Promise<Map<string, string[]>> {
  const ids = versions.filter(({ version }) => version > 1).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await tx.entry.findMany({ where: { id: { in: ids } } })
  const before = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    versions.flatMap(({ id, kind, content }) => {
      const row = before.get(id)
      if (!row || !isKindName(kind)) return []
      const { names } = readBody(kind, row)
      return [[id, formerNames({ names, formerNames: row.formerNames }, readBody(kind, content).names)]]
    }),
  )
}

function rowOf({ content, ...version }: NewVersion, formerNames: string[], change: Change) {
  const { title, status, deputies, verifyEvery, body } = content
  return {
    id: version.id,
    kind: version.kind,
    slug: version.slug,
    version: version.version,
    title,
    former_names: formerNames,
    status,
    deputies,
    verify_every: verifyEvery,
    body,
    content,
    owner_id: version.ownerId,
    verifier_id: version.verifierId,
    verified_at: version.verifiedAt,
    digest: digestOf(content),
    sequence: String(change.sequence),
    at: change.at,
  }
}

function readRow(row: EntryRow): Entry | undefined {
  if (!isKindName(row.kind)) return undefined
  const { id, kind, slug, title, formerNames, version, deputies, verifyEvery } = row
  return {
    id,
    kind,
    slug,
    title,
    formerNames,
    version,
    deputies,
    verifyEvery,
    status: STATUSES.find((status) => status === row.status) ?? 'draft',
    owner: row.owner?.handle,
    verifier: row.verifier?.handle,
    since: Temporal.Instant.fromEpochMilliseconds(row.updatedAt.getTime()),
    verifiedAt: instantOf(row.verifiedAt),
    ...readBody(row.kind, row),
  }
}

/** What a body says, and the names by which its entry goes. */
export function readBody(kind: keyof typeof KINDS, { title, body }: { title: string; body: unknown }) {
  const read = KINDS[kind].read(body)
  return { body: read.body, names: [title, ...read.names] }
}

const instantOf = (date: Date | null) =>
  date ? Temporal.Instant.fromEpochMilliseconds(date.getTime()) : undefined

/** A statement's size is bounded: what thousands of entries say is many megabytes. */
function chunks<T>(items: T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
