import type { Database, Transaction } from '#src/db/connect.ts'
import { type AuditEvent, appendAudit } from './store.ts'

/** Patience with the lock that numbers the records, which everything takes that records something. */
const IN_TURN = { timeout: 20_000, maxWait: 20_000 }

/** A change and its record in one transaction. `change` says what to record; nothing where it changed nothing. */
export async function recordChange(
  db: Database,
  now: Temporal.Instant,
  change: (tx: Transaction) => Promise<Omit<AuditEvent, 'at'> | undefined>,
): Promise<boolean> {
  return await db.$transaction(async (tx) => {
    const event = await change(tx)
    if (event) await appendAudit(tx, { ...event, at: new Date(now.epochMilliseconds) })
    return event !== undefined
  }, IN_TURN)
}
