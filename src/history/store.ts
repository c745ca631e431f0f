import type { Database } from '#src/db/connect.ts'
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
