import type { Database } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { findEntries } from '#src/knowledge/store.ts'
import { demandOf } from '#src/members/actor.ts'
import { canBeDecided, rulingFor } from './choose-rule.ts'
import { deadlineAfter } from './deadline.ts'
import { type OpenOutcome, opened, type Place, type Proposing, refuse } from './open-proposal.ts'
import type { Proposal } from './proposal.ts'
import { onToday } from './rebase.ts'
import { recordProposal } from './record.ts'
import { daysOf } from './ruling.ts'
import { findBySource, insertProposal, openDraft, readProposal } from './store.ts'
import { writeRuling } from './vote-store.ts'

/**
 * Keeps what somebody wants without bringing it before the board: a form that could not be sent, or that is to be sent
 * later, or a job's finding that a person still has to send. It holds nothing, and nobody votes on it.
 */
export async function keepDraft(
  db: Database,
  { proposer, ...draft }: Proposing,
  now: Temporal.Instant,
): Promise<Proposal> {
  return await inSequence(db, async (tx) => {
    const known = await findBySource(tx, draft.source)
    if (known) return known
    await demandOf(tx, proposer.handle, 'propose', { subject: 'proposal' })
    const times = { openedAt: now, deadline: now }
    const fresh = { ...draft, ...times, channelId: '', state: 'draft' as const, proposerId: proposer.id }
    const kept = await readProposal(tx, await insertProposal(tx, fresh))
    if (!kept) throw new Error('A draft was written and is not there.')
    await recordProposal(tx, kept, 'draft kept', proposer.handle, {}, now)
    return kept
  })
}

/**
 * Brings a draft before the board, made of what its entries say today; only its proposer may, and says whether it is
 * the wording alone.
 */
export async function sendDraft(
  db: Database,
  id: number,
  by: { id: string; handle: string } | undefined,
  { channelId, zone, wordingOnly = false }: Place & { wordingOnly?: boolean },
  now: Temporal.Instant,
): Promise<OpenOutcome | undefined> {
  return await inSequence(db, async (tx, sequence) => {
    const draft = await readProposal(tx, id)
    if (!draft) return undefined
    if (!by || draft.proposer.id !== by.id) return { outcome: 'not yours', proposal: draft }
    await demandOf(tx, by.handle, 'propose', { subject: `proposal/${id}` })
    if (draft.outcome.state === 'open') return { outcome: 'open', proposal: draft }
    if (draft.outcome.state !== 'draft') return { outcome: 'closed', proposal: draft }
    const parts = partsToday(draft, await findEntries(tx, draft.parts))
    const wanted = { ...draft, parts, wordingOnly }
    const refusal = await refuse(tx, wanted)
    if (refusal) return refusal
    const ruling = await rulingFor(tx, wanted, zone, now)
    if (!(await canBeDecided(tx, ruling))) return { outcome: 'no board' }
    const deadline = deadlineAfter(now, zone, daysOf(ruling))
    await openDraft(tx, id, parts, { channelId, deadline }, now)
    await writeRuling(tx, id, ruling)
    return await opened(tx, id, 'proposal opened', { ...wanted, ruling }, { sequence, now })
  })
}

/** Parts made of what their entries say today, without those that are so already. */
export const partsToday = ({ parts }: Pick<Proposal, 'parts'>, entries: ReadonlyMap<string, Entry>) =>
  parts.flatMap((part) => onToday(part, entries.get(entryKey(part))) ?? [])
