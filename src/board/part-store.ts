import type { Database, Transaction } from '#src/db/connect.ts'
import { holdsOf, type PartChange } from './change.ts'

/** Which open proposals hold any of what these parts would change, but for one proposal. */
export async function holdersOf(
  db: Database | Transaction,
  parts: PartChange[],
  except?: number,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT held.proposal_id AS id FROM open_claims held
    JOIN jsonb_to_recordset(${JSON.stringify(holdsIn(parts))}::jsonb) AS wanted (kind text, slug text, held text)
      ON held.kind = wanted.kind AND held.slug = wanted.slug AND held.held = wanted.held
    WHERE held.proposal_id <> ${except ?? 0} ORDER BY id`
  return rows.map(({ id }) => id)
}

const holdsIn = (parts: PartChange[]) =>
  parts.flatMap((part) => holdsOf(part).map((held) => ({ kind: part.kind, slug: part.slug, held })))

/** Takes what the parts of an open proposal change; what another one holds fails by the unique index. */
export async function holdParts(tx: Transaction, proposalId: number, parts: PartChange[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO open_claims (kind, slug, held, proposal_id)
    SELECT kind, slug, held, ${proposalId}
    FROM jsonb_to_recordset(${JSON.stringify(holdsIn(parts))}::jsonb) AS row (kind text, slug text, held text)`
}

/** Lets go of everything that a proposal held. */
export async function releaseParts(tx: Transaction, proposalId: number): Promise<void> {
  await tx.openClaim.deleteMany({ where: { proposalId } })
}

/** Writes what a proposal does, in place of what it did before. */
export async function writeParts(tx: Transaction, proposalId: number, parts: PartChange[]): Promise<void> {
  const rows = parts.map((part, position) => ({ ...part, position }))
  await tx.proposalPart.deleteMany({ where: { proposalId } })
  await tx.$executeRaw`
    INSERT INTO proposal_parts (proposal_id, position, kind, slug, entry_id, base_version, changes)
    SELECT ${proposalId}, position, kind, slug, "entryId", "baseVersion", changes
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (position int, kind text, slug text,
      "entryId" uuid, "baseVersion" int, changes jsonb)`
}

/** Notes which versions the parts of an approved proposal became. */
export async function writePartVersions(
  tx: Transaction,
  proposalId: number,
  versions: { id: string; kind: string; slug: string; version: number }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE proposal_parts part SET entry_id = row.id, version = row.version
    FROM jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) AS row (id uuid, kind text, slug text, version int)
    WHERE part.proposal_id = ${proposalId} AND part.kind = row.kind AND part.slug = row.slug`
}
/** Open proposals that would change one of these entries, or make one of that name. */
export async function openOn(tx: Transaction, entries: { kind: string; slug: string }[]): Promise<number[]> {
  const wanted = JSON.stringify(entries.map(({ kind, slug }) => ({ kind, slug })))
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT proposal.id FROM proposals proposal
    JOIN proposal_parts part ON part.proposal_id = proposal.id
    JOIN jsonb_to_recordset(${wanted}::jsonb) AS wanted (kind text, slug text)
      ON part.kind = wanted.kind AND part.slug = wanted.slug
    WHERE proposal.state = 'open' ORDER BY proposal.id`
  return rows.map(({ id }) => id)
}
