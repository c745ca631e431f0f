import type { Database, Transaction } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { evidence, type KnownEvidence } from './evidence.ts'

/** Evidence changed after a number of the change counter. */
export async function evidenceSince(db: Database | Transaction, sequence: bigint): Promise<KnownEvidence[]> {
  return (await db.evidence.findMany({ where: { sequence: { gt: sequence } } })).map(evidenceOf)
}

/** Evidence that was known at an instant, with what it says today: it has no versions. */
export async function evidenceAt(db: Database, at: Temporal.Instant): Promise<KnownEvidence[]> {
  const createdAt = { lt: new Date(at.epochMilliseconds) }
  return (await db.evidence.findMany({ where: { createdAt } })).map(evidenceOf)
}

type Row = Awaited<ReturnType<Database['evidence']['findMany']>>[number]

function evidenceOf(row: Row): KnownEvidence {
  const { slug, method, title, date, n, groups, source, quotes, persona, account, stage, link } = row
  return {
    slug,
    ...evidence.parse({
      method,
      title,
      date: date.toISOString().slice(0, 10),
      n: n ?? undefined,
      groups,
      source: source ?? undefined,
      quotes,
      persona: persona ?? undefined,
      account: account ?? undefined,
      stage: stage ?? undefined,
      link: link ?? undefined,
    }),
  }
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
      sequence, created_at, updated_at)
    SELECT slug, method, title, date, n, groups, source, quotes, persona, account, stage, link, digest,
      ${change.sequence}, ${change.at}, ${change.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (slug text, method text, title text, date date,
      n int, groups jsonb, source text, quotes jsonb, persona text, account text, stage text, link text, digest text)
    ON CONFLICT (slug) DO UPDATE SET method = excluded.method, title = excluded.title, date = excluded.date,
      n = excluded.n, groups = excluded.groups, source = excluded.source, quotes = excluded.quotes,
      persona = excluded.persona, account = excluded.account, stage = excluded.stage, link = excluded.link,
      digest = excluded.digest, sequence = excluded.sequence, updated_at = excluded.updated_at`
}
