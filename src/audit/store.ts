import { createHash } from 'node:crypto'
import type { Database, Transaction } from '#src/db/connect.ts'
import { canonicalJson } from '#src/knowledge/digest.ts'
import { holdSequence } from '#src/knowledge/sequence.ts'

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

/** A record as it is kept. Its payload is null once it was erased. */
export type AuditRecord = {
  sequence: bigint
  at: Date
  actor: string
  action: string
  subject: string
  payload: unknown
  payloadDigest: string
  hash: string
}

/** So many are read at once, however long the trail is. */
const PAGE = 1000

/** The whole trail in its order, some at a time; or what was recorded from one moment on and before another. */
export async function* auditPages(
  db: Database | Transaction,
  { from, before }: { from?: Date | undefined; before?: Date | undefined } = {},
): AsyncGenerator<AuditRecord[]> {
  const at = { ...(from && { gte: from }), ...(before && { lt: before }) }
  for (let last: bigint | undefined; ; ) {
    const rows = await db.auditRecord.findMany({
      where: { at, ...(last !== undefined && { sequence: { gt: last } }) },
      orderBy: { sequence: 'asc' },
      take: PAGE,
    })
    if (rows.length > 0) yield rows
    last = rows.at(-1)?.sequence
    if (rows.length < PAGE) return
  }
}

/** How many records there are, and the hash of the last one: what the trail is held against later. */
export async function auditHead(db: Database | Transaction): Promise<{ rows: number; hash: string }> {
  const last = await db.auditRecord.findFirst({ orderBy: { sequence: 'desc' } })
  return { rows: Number(last?.sequence ?? 0n), hash: last?.hash ?? '' }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the chain holds of a payload, so that the payload itself can be erased. */
export const payloadDigestOf = (payload: unknown): string => sha256(canonicalJson(payload))

/**
 * Appends to the audit trail. Each row is hashed over the row before, so that nothing can be changed or taken
 * out unseen; of the payload only its digest goes into the hash. Rows are numbered by the change counter's lock.
 */
export async function appendAudit(tx: Transaction, event: AuditEvent): Promise<void> {
  await holdSequence(tx)
  const last = await tx.auditRecord.findFirst({
    orderBy: { sequence: 'desc' },
    select: { sequence: true, hash: true },
  })
  const record = {
    sequence: (last?.sequence ?? 0n) + 1n,
    at: event.at,
    actor: event.actor,
    action: event.action,
    subject: event.subject,
    payloadDigest: payloadDigestOf(event.payload),
  }
  await tx.auditRecord.create({
    data: { ...record, payload: event.payload, hash: hashOf(last?.hash ?? '', record) },
  })
}

/** The chain's formula: SHA-256 of the hash before and the row's canonical JSON, its time in ISO 8601. */
export function hashOf(before: string, record: Omit<AuditRecord, 'payload' | 'hash'>): string {
  const { sequence, at, actor, action, subject, payloadDigest } = record
  const said = { sequence: String(sequence), at: at.toISOString(), actor, action, subject, payloadDigest }
  return sha256(before + canonicalJson(said))
}
