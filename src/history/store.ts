import type { Database } from '#src/db/connect.ts'
import { type Content, type Entry, entryKey } from '#src/knowledge/entry.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { readBody } from '#src/knowledge/store.ts'
import type { KeptVersion } from './history.ts'

/** The newest versions of an entry, the newest first: from `upTo` on backwards, where that is given. */
export async function readVersions(
  db: Database,
  of: { kind: string; slug: string },
  { most, upTo }: { most: number; upTo?: number | undefined },
): Promise<KeptVersion[]> {
  const entry = { kind: of.kind, slug: of.slug }
  const rows = await db.entryVersion.findMany({
    where: { entry, ...(upTo !== undefined && { version: { lte: upTo } }) },
    include: { author: { select: { name: true } } },
    orderBy: { version: 'desc' },
    take: most,
  })
  const parts = await db.proposalPart.findMany({
    where: { entry, version: { in: rows.map(({ version }) => version) } },
    select: { version: true, proposal: { select: { id: true, rationale: true } } },
  })
  return rows.map(({ version, content, createdAt, author, reason }) => {
    const proposal = parts.find((each) => each.version === version)?.proposal
    return {
      version,
      content: content as KeptVersion['content'],
      at: Temporal.Instant.fromEpochMilliseconds(createdAt.getTime()),
      author: author?.name,
      reason,
      proposal,
    }
  })
}

/** Every entry as it stood at an instant; those that came later are missing. */
export async function entriesAt(db: Database, at: Temporal.Instant): Promise<Entry[]> {
  const rows = await db.$queryRaw<VersionRow[]>`
    SELECT DISTINCT ON (version.entry_id) entry.id, entry.kind, entry.slug, version.version, version.content,
      version.created_at AS since, entry.verified_at AS verified
    FROM entry_versions version JOIN entries entry ON entry.id = version.entry_id
    WHERE version.created_at < ${new Date(at.epochMilliseconds)}
    ORDER BY version.entry_id, version.version DESC`
  const before = await verifiedBefore(db, at)
  return rows.flatMap(
    (row) => readThen({ ...row, verified: before.get(entryKey(row)) ?? row.verified }, at) ?? [],
  )
}

/** Of what was verified since an instant, by `kind/slug`: when it had been verified before that, as the audit trail tells. */
async function verifiedBefore(db: Database, at: Temporal.Instant): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ subject: string; before: string | null }[]>`
    SELECT DISTINCT ON (subject) subject, payload->>'before' AS before FROM audit
    WHERE action = 'entry verified' AND at >= ${new Date(at.epochMilliseconds)} ORDER BY subject, sequence`
  return new Map(
    rows.flatMap(({ subject, before }) => (before ? [[subject, new Date(before)] as const] : [])),
  )
}

type VersionRow = {
  id: string
  kind: string
  slug: string
  version: number
  content: unknown
  since: Date
  verified: Date | null
}

/** A later verification, of which nothing tells what was before it, is left out. */
function readThen({ kind, content, since, verified, ...row }: VersionRow, at: Temporal.Instant) {
  if (!isKindName(kind)) return undefined
  const said = content as Content
  const verifiedAt =
    verified && verified.getTime() < at.epochMilliseconds
      ? Temporal.Instant.fromEpochMilliseconds(verified.getTime())
      : undefined
  const about = {
    ...row,
    kind,
    formerNames: [],
    since: Temporal.Instant.fromEpochMilliseconds(since.getTime()),
  }
  return { ...said, ...readBody(kind, said), ...about, verifiedAt }
}

/** When anything was first known. */
export async function firstVersionAt(db: Database): Promise<Temporal.Instant | undefined> {
  const { _min } = await db.entryVersion.aggregate({ _min: { createdAt: true } })
  const first = _min.createdAt
  return first ? Temporal.Instant.fromEpochMilliseconds(first.getTime()) : undefined
}
