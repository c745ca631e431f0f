import type { Database, Transaction } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { evidence, type KnownEvidence } from './evidence.ts'

/** Evidence changed after a number of the change counter. */
export async function evidenceSince(db: Database | Transaction, sequence: bigint): Promise<KnownEvidence[]> {
  const rows = await db.evidence.findMany({ where: { sequence: { gt: sequence } } })
  return rows.map(({ slug, method, title, date, n, groups, source, quotes }) => ({
    slug,
    ...evidence.parse({
      method,
      title,
      date: date.toISOString().slice(0, 10),
      n: n ?? undefined,
      groups,
      source: source ?? undefined,
      quotes,
    }),
  }))
}

/** The digest of every piece of evidence, by slug. */
export async function listEvidenceDigests(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.evidence.findMany({ select: { slug: true, digest: true } })
  return new Map(rows.map(({ slug, digest }) => [slug, digest]))
}

/** Writes evidence by its slug, new or changed. The sequence has to be locked. */
export async function writeEvidence(
  tx: Transaction,
  items: KnownEvidence[],
  change: { sequence: bigint; at: Date },
): Promise<void> {
  for (const { slug, ...said } of items) {
    const row = {
      method: said.method,
      title: said.title,
      date: new Date(said.date),
      n: said.n ?? null,
      groups: said.groups,
      source: said.source ?? null,
      quotes: said.quotes,
      digest: digestOf(said),
      sequence: change.sequence,
      updatedAt: change.at,
    }
    await tx.evidence.upsert({ where: { slug }, create: { slug, ...row }, update: row })
  }
}
