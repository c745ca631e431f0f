import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { digestOf } from './digest.ts'
import type { Content, Entry } from './entry.ts'
import { STATUSES } from './kind.ts'
import { isKindName, KINDS } from './kinds.ts'

const people = { owner: { select: { handle: true } }, verifier: { select: { handle: true } } } as const
type EntryRow = Prisma.EntryGetPayload<{ include: typeof people }>

/** Entries changed after a number of the change counter, as they stand now. */
export async function entriesSince(db: Database | Transaction, sequence: bigint): Promise<Entry[]> {
  const rows = await db.entry.findMany({ where: { sequence: { gt: sequence } }, include: people })
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
    include: { entry: { select: { id: true, verifiedAt: true } } },
  })
  if (!row || !isKindName(of.kind)) return undefined
  const content = row.content as Content
  return {
    ...content,
    ...readBody(of.kind, content),
    id: row.entry.id,
    kind: of.kind,
    slug: of.slug,
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
  const fresh = versions.filter(({ version }) => version === 1)
  for (const some of chunks(fresh))
    await tx.entry.createMany({
      data: some.map((each) => ({ ...rowOf(each, change), createdAt: change.at })),
    })
  for (const each of versions) {
    if (each.version > 1)
      await tx.entry.update({ where: { id: each.id, version: each.version - 1 }, data: rowOf(each, change) })
  }
  for (const some of chunks(versions)) {
    await tx.entryVersion.createMany({
      data: some.map(({ id, version, content }) => ({
        entryId: id,
        version,
        content: content as object,
        digest: digestOf(content),
        reason: change.reason,
        authorId: change.authorId ?? null,
        sequence: change.sequence,
        createdAt: change.at,
      })),
    })
  }
}

/** Records that entries still hold, without a new version. The sequence has to be locked. */
export async function markVerified(
  tx: Transaction,
  verified: { id: string; at: Date }[],
  sequence: bigint,
): Promise<void> {
  for (const { id, at } of verified)
    await tx.entry.update({ where: { id }, data: { verifiedAt: at, sequence } })
}

function rowOf(version: NewVersion, change: Change) {
  const { title, status, deputies, verifyEvery, body } = version.content
  return {
    id: version.id,
    kind: version.kind,
    slug: version.slug,
    version: version.version,
    title,
    status,
    deputies,
    verifyEvery,
    body: body as object,
    ownerId: version.ownerId ?? null,
    verifierId: version.verifierId ?? null,
    ...(version.verifiedAt && { verifiedAt: version.verifiedAt }),
    digest: digestOf(version.content),
    sequence: change.sequence,
    updatedAt: change.at,
  }
}

function readRow(row: EntryRow): Entry | undefined {
  if (!isKindName(row.kind)) return undefined
  const { id, kind, slug, title, version, deputies, verifyEvery } = row
  return {
    id,
    kind,
    slug,
    title,
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

function readBody(kind: keyof typeof KINDS, { title, body }: { title: string; body: unknown }) {
  const read = KINDS[kind].read(body)
  return { body: read.body, names: [title, ...read.names] }
}

const instantOf = (date: Date | null) =>
  date ? Temporal.Instant.fromEpochMilliseconds(date.getTime()) : undefined

/** PostgreSQL takes 65,535 values in one statement. */
function chunks<T>(items: T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
