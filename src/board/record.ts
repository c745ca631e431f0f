import { appendAudit } from '#src/audit/store.ts'
import type { Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Proposal } from './proposal.ts'

/** Writes into the audit trail what somebody did with a proposal, and which entries it is about. */
export async function recordProposal(
  tx: Transaction,
  { id, parts }: Pick<Proposal, 'id' | 'parts'>,
  action: string,
  actor: string,
  payload: object,
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  const entries = parts.map(entryKey)
  await appendAudit(tx, { actor, action, subject: `proposal/${id}`, payload: { entries, ...payload }, at })
}
