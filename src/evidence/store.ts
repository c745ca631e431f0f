import type { Database, Transaction } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { evidence, type KnownEvidence } from './evidence.ts'

/** Evidence changed after a number of the change counter. */
export async function evidenceSince(db: Database | Transaction, sequence: bigint): Promise<KnownEvidence[]> {
  const rows = await db.evidence.findMany({ where: { sequence: { gt: sequence } } })
  return rows.map(({ slug, method, title, date, n, groups, source, quotes, ...about }) => ({
    slug,
    ...evidence.parse({
      method,
      title,
      date: date.toISOString().slice(0, 10),
      n: n ?? undefined,
      groups,
      source: source ?? undefined,
      quotes,
      persona: about.persona ?? undefined,
      account: about.account ?? undefined,
      stage: about.stage ?? undefined,
      link: about.link ?? undefined,
    }),
  }))
}

/** Of these slugs, those of evidence that there is. */
export async function knownSlugs(tx: Transaction, slugs: string[]): Promise<Set<string>> {
  const rows = await tx.evidence.findMany({ where: { slug: { in: slugs } }, select: { slug: true } })
  return new Set(rows.map(({ slug }) => slug))
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
  const rows = items.map(({ slug, ...said }) => ({ ...said, slug, digest: digestOf(said) }))
  await tx.$executeRaw`
    INSERT INTO evidence (slug, method, title, date, n, groups, source, quotes, persona, account, stage, link, digest,
      sequence, updated_at)
    SELECT slug, method, title, date, n, groups, source, quotes, persona, account, stage, link, digest,
      ${change.sequence}, ${change.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (slug text, method text, title text, date date,
      n int, groups jsonb, source text, quotes jsonb, persona text, account text, stage text, link text, digest text)
    ON CONFLICT (slug) DO UPDATE SET method = excluded.method, title = excluded.title, date = excluded.date,
      n = excluded.n, groups = excluded.groups, source = excluded.source, quotes = excluded.quotes,
      persona = excluded.persona, account = excluded.account, stage = excluded.stage, link = excluded.link,
      digest = excluded.digest, sequence = excluded.sequence, updated_at = excluded.updated_at`
}
