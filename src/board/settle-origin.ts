import { appendAudit } from '#src/audit/store.ts'
import type { Transaction } from '#src/db/connect.ts'
import { acknowledgeFinding } from '#src/findings/store.ts'
import { writeSettlement } from '#src/flags/store.ts'
import type { Proposal, ProposalState } from './proposal.ts'

/**
 * What a proposal came from is settled by its decision: a flag by what became of it, a finding as seen. A proposal that
 * ended without a decision leaves both open.
 */
export async function settleOrigin(
  tx: Transaction,
  { id, origin, proposer, parts }: Proposal,
  state: ProposalState['state'],
  now: Temporal.Instant,
): Promise<void> {
  if (!origin || (state !== 'approved' && state !== 'rejected')) return
  if ('finding' in origin) await acknowledgeFinding(tx, origin.finding, proposer.handle, now)
  if (!('flag' in origin)) return
  const as = state === 'approved' ? 'changed' : 'still-true'
  const words = `The board ${state} proposal #${id}.`
  if (!(await writeSettlement(tx, origin.flag, { as, words, byId: proposer.id }, now))) return
  await appendAudit(tx, {
    actor: 'board',
    action: 'flag settled',
    subject: parts[0] ? `${parts[0].kind}/${parts[0].slug}` : `flag/${origin.flag}`,
    payload: { flag: origin.flag, as, words },
    at: new Date(now.epochMilliseconds),
  })
}
