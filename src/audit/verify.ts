import type { Database, Transaction } from '#src/db/connect.ts'
import { type AuditRecord, auditPages, hashOf, payloadDigestOf } from './store.ts'

/** The hash of the last record as somebody noted it earlier, and perhaps how many records there were. */
export type Anchor = { hash: string; rows: number | undefined }

/** `missing`: there is none of this number. `details`: its payload is another one. `changed`: anything else of it is, or its place. */
type Break = { brokenAt: bigint; how: 'missing' | 'details' | 'changed' }

/** `cut`: fewer records than there were. `rewritten`: as many, and not those. `unknown`: none ever had this hash. */
type Against = 'held' | 'cut' | 'rewritten' | 'unknown'

export type Verified = Break | { rows: number; head: string; against?: Against }

/**
 * Follows the chain from its start and says where it breaks first, or how long it is and what its head is. The chain
 * alone shows neither that its tail was cut off nor that all of it was written anew: only a head that was noted
 * elsewhere does.
 */
export async function verifyAudit(db: Database | Transaction, anchor?: Anchor): Promise<Verified> {
  let head = ''
  let rows = 0
  let against: Against | undefined
  for await (const page of auditPages(db)) {
    for (const record of page) {
      const how = breakIn(record, BigInt(rows + 1), head)
      if (how) return { brokenAt: BigInt(rows + 1), how }
      head = record.hash
      rows += 1
      against ??= anchor && standing(anchor, rows, head)
    }
  }
  if (!anchor) return { rows, head }
  return { rows, head, against: against ?? (anchor.rows === undefined ? 'unknown' : 'cut') }
}

/** How the trail stands to its anchor at this record; undefined where the anchor is about another one. */
function standing(anchor: Anchor, rows: number, hash: string): Against | undefined {
  if (anchor.rows === undefined) return anchor.hash === hash ? 'held' : undefined
  if (anchor.rows !== rows) return undefined
  return anchor.hash === hash ? 'held' : 'rewritten'
}

function breakIn(record: AuditRecord, expected: bigint, before: string): Break['how'] | undefined {
  if (record.sequence > expected) return 'missing'
  if (record.sequence !== expected || record.hash !== hashOf(before, record)) return 'changed'
  // Erased details are no break: the digest that the hash covers stays.
  const untouched = record.payload === null || payloadDigestOf(record.payload) === record.payloadDigest
  return untouched ? undefined : 'details'
}
