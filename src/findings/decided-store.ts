import { z } from 'zod'
import { change } from '#src/board/change.ts'
import { isWordingOnly } from '#src/board/parts.ts'
import type { Database } from '#src/db/connect.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { Decided } from './judge-conflict.ts'

/** What changes how customers are treated; of decisions those that do. */
const TREATING = [
  'persona',
  'journey',
  'playbook',
  'objection',
  'discovery',
  'argument',
  'theme',
  'trigger',
  'decision',
]
const DECISIONS = new Set<string>(['sunset', 'consolidate', 'objective', 'resegment'])

/** Changes that were approved from a day on and that customers may feel, the newest first; no mere wording. */
export async function decidedSince(
  db: Database,
  since: Temporal.Instant,
  { library, zone }: { library: Library; zone: string },
): Promise<Decided[]> {
  const rows = await db.proposal.findMany({
    where: { state: 'approved', closedAt: { gte: new Date(since.epochMilliseconds) } },
    include: { parts: { orderBy: { position: 'asc' } } },
    orderBy: { closedAt: 'desc' },
  })
  return rows.flatMap(({ id, closedAt, parts }) => {
    const said = parts.map((part) => ({
      ...{ kind: part.kind, slug: part.slug, baseVersion: part.baseVersion },
      changes: z.array(change).parse(part.changes),
    }))
    const felt = said.find(({ kind, slug }) => isFelt(kind, slug, library))
    if (!felt || !closedAt || isWordingOnly(said)) return []
    const on = Temporal.Instant.fromEpochMilliseconds(closedAt.getTime()).toZonedDateTimeISO(zone)
    const title = library.entries.get(`${felt.kind}/${felt.slug}`)?.title ?? felt.slug
    return [{ proposal: id, title, on: on.toPlainDate().toString() }]
  })
}

function isFelt(kind: string, slug: string, library: Library): boolean {
  if (kind !== 'decision') return TREATING.includes(kind)
  const decision = findEntry(library, 'decision', slug)
  return decision !== undefined && DECISIONS.has(decision.body.decided)
}
