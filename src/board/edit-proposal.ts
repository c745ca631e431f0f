import type { Database, Transaction } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { rulingAfterEdit } from './choose-rule.ts'
import { deadlineAfter } from './deadline.ts'
import { isClosed, mayChange, type OpenOutcome, opened, type Proposing, refuse } from './open-proposal.ts'
import type { Proposal } from './proposal.ts'
import { recordProposal } from './record.ts'
import { isRewording } from './rewording.ts'
import { daysOf } from './ruling.ts'
import { readProposal, replaceDraft, replaceText } from './store.ts'
import { writeRuling } from './vote-store.ts'

/**
 * Gives an open proposal another text, and the board time to read it. The votes on the old one no longer count. Where
 * its proposer says that only the wording changes, and nothing but words does, whoever has voted is asked to confirm.
 * A draft becomes another draft.
 */
export async function editProposal(
  db: Database,
  id: number,
  wanted: Proposing,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  return await inSequence(db, async (tx, sequence) => {
    const proposal = await readProposal(tx, id)
    if (!proposal) throw new Error(`There is no proposal ${id}.`)
    if (proposal.source === wanted.source) return { outcome: 'open', proposal }
    if (!mayChange(proposal, wanted.proposer, 'edit-proposal')) return { outcome: 'not yours', proposal }
    if (proposal.outcome.state === 'draft') return await redraft(tx, proposal, wanted, now)
    if (isClosed(proposal, now)) return { outcome: 'closed', proposal }
    const refusal = await refuse(tx, wanted, id)
    if (refusal) return refusal
    const reworded = wanted.wordingOnly === true && isRewording(proposal.parts, wanted.parts)
    const meaning = proposal.meaning + (reworded ? 0 : 1)
    const ruling = await rulingAfterEdit(tx, proposal.ruling, wanted, now)
    const deadline = deadlineAfter(now, ruling.zone, daysOf(ruling))
    await replaceText(tx, proposal, { ...wanted, meaning, deadline }, now)
    await writeRuling(tx, id, ruling)
    const action = reworded ? 'proposal reworded' : 'proposal edited'
    return await opened(tx, id, action, { ...wanted, ruling }, { sequence, now })
  })
}

/** Nothing of a draft is held, voted on or checked before it is sent, but that it does something. */
async function redraft(
  tx: Transaction,
  proposal: Proposal,
  { source, parts, rationale, evidence = [], proposer }: Proposing,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  if (parts.length === 0) return { outcome: 'stale', obstacle: { clashes: [], faults: [] } }
  await replaceDraft(tx, proposal.id, { source, parts, rationale, evidence }, now)
  await recordProposal(tx, proposal, 'draft edited', proposer.handle, {}, now)
  return { outcome: 'open', proposal: (await readProposal(tx, proposal.id)) ?? proposal }
}
