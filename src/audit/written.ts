import { canonicalJson } from '#src/knowledge/digest.ts'
import type { AuditRecord } from './store.ts'

/** The columns of an exported record, as both formats name them. `erased` says that its details were taken out. */
export const AUDIT_COLUMNS = [
  'sequence',
  'at',
  'actor',
  'action',
  'subject',
  'details',
  'erased',
  'details_digest',
  'hash',
] as const

/**
 * A record as it is exported: everything that the chain's hash is made of, and its details where they are kept, with
 * sorted keys, so that SHA-256 of their text is their digest.
 */
export function written(record: AuditRecord): Record<(typeof AUDIT_COLUMNS)[number], unknown> {
  const { sequence, at, actor, action, subject, payload, payloadDigest, hash } = record
  return {
    sequence: Number(sequence),
    at: at.toISOString(),
    actor,
    action,
    subject,
    details: JSON.parse(canonicalJson(payload)),
    erased: payload === null,
    details_digest: payloadDigest,
    hash,
  }
}
