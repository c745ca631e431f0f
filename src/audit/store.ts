import { createHash } from 'node:crypto'
import type { Database, Transaction } from '#src/db/connect.ts'
import { canonicalJson } from '#src/knowledge/digest.ts'

/** What happened, who did it and to what. The payload holds the details and can be erased alone. */
export type AuditEvent = { actor: string; action: string; subject: string; payload: object; at: Date }

/** What was recorded of one kind since then, oldest first; without what was erased. */
export async function recordsOf(
  db: Database | Transaction,
  action: string,
  since: Temporal.Instant,
): Promise<{ sequence: bigint; subject: string; payload: unknown }[]> {
  const at = { gte: new Date(since.epochMilliseconds) }
  const rows = await db.auditRecord.findMany({ where: { action, at }, orderBy: { sequence: 'asc' } })
  return rows.filter(({ payload }) => payload !== null)
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Appends to the audit trail. Each row is hashed over the row before, so that nothing can be changed or taken
 * out unseen; of the payload only its digest goes into the hash. Rows are numbered by the change counter's lock.
 */
export async function appendAudit(tx: Transaction, event: AuditEvent): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM change_counter WHERE id = 1 FOR UPDATE`
  const last = await tx.auditRecord.findFirst({ orderBy: { sequence: 'desc' } })
  const record = {
    sequence: (last?.sequence ?? 0n) + 1n,
    at: event.at,
    actor: event.actor,
    action: event.action,
    subject: event.subject,
    payloadDigest: sha256(canonicalJson(event.payload)),
  }
  await tx.auditRecord.create({
    data: { ...record, payload: event.payload, hash: hashOf(last?.hash ?? '', record) },
  })
}

/** The chain's formula: SHA-256 of the hash before and the row's canonical JSON, its time in ISO 8601. */
function hashOf(
  before: string,
  record: {
    sequence: bigint
    at: Date
    actor: string
    action: string
    subject: string
    payloadDigest: string
  },
): string {
  const { sequence, at, actor, action, subject, payloadDigest } = record
  return sha256(
    before +
      canonicalJson({
        sequence: String(sequence),
        at: at.toISOString(),
        actor,
        action,
        subject,
        payloadDigest,
      }),
  )
}

/** Follows the chain from its start. Says where it breaks, or how long it is and what its head is. */
export async function verifyAudit(
  db: Transaction,
): Promise<{ rows: number; head: string } | { brokenAt: bigint }> {
  let before = ''
  let rows = 0
  let after = 0n
  for (;;) {
    const page = await db.auditRecord.findMany({
      where: { sequence: { gt: after } },
      orderBy: { sequence: 'asc' },
      take: 1000,
    })
    for (const record of page) {
      const untouched =
        record.payload === null || sha256(canonicalJson(record.payload)) === record.payloadDigest
      if (record.sequence !== after + 1n || record.hash !== hashOf(before, record) || !untouched)
        return { brokenAt: after + 1n }
      before = record.hash
      after = record.sequence
      rows += 1
    }
    if (page.length === 0) return { rows, head: before }
  }
}
