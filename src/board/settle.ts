import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { lockSequence } from '#src/knowledge/sequence.ts'
import { membersSince } from '#src/members/store.ts'
import { BOARD_RULE, type Decision, decide, votersAmong } from './decide.ts'
import { enact } from './enact.ts'
import type { Proposal } from './proposal.ts'
import { closeProposal, listDue, readProposal } from './store.ts'

/** Patience of a transaction that waits for the change counter's lock, which all of them take first. */
export const IN_TURN = { timeout: 20_000, maxWait: 20_000 }

/**
 * Decides an open proposal if its votes and the time allow it: the decision, the new versions and their records
 * in the audit trail are one transaction. The sequence has to be locked; `sequence` is the number of the change to come.
 */
export async function settle(
  tx: Transaction,
  proposal: Proposal,
  sequence: bigint,
  now: Temporal.Instant,
): Promise<void> {
  const voters = votersAmong(await membersSince(tx, -1n))
  const decision = decide({ ...proposal, voters, rule: BOARD_RULE, now })
  if (decision.state === 'open' || proposal.outcome.state !== 'open') return
  const outcome =
    decision.state === 'approved' ? await enact(tx, proposal, sequence, now) : { state: decision.state }
  if (await closeProposal(tx, proposal.id, outcome, now)) await record(tx, proposal, outcome, decision, now)
}

/** Decides every open proposal whose deadline has come, each in its own transaction. Returns which. */
export async function settleDue(db: Database, now: Temporal.Instant): Promise<number[]> {
  const due = await listDue(db, now)
  for (const id of due) {
    await db.$transaction(async (tx) => {
      const sequence = await lockSequence(tx)
      const proposal = await readProposal(tx, id)
      if (proposal) await settle(tx, proposal, sequence, now)
    }, IN_TURN)
  }
  return due
}

async function record(
  tx: Transaction,
  { id, revision, votes }: Proposal,
  outcome: object,
  { tally }: Decision,
  now: Temporal.Instant,
): Promise<void> {
  const parts = (await readProposal(tx, id))?.parts ?? []
  const entries = parts.map((part) => ({ entry: entryKey(part), version: part.version ?? null }))
  const cast = votes.map(({ handle, function: team, choice, reason }) => ({ handle, team, choice, reason }))
  await appendAudit(tx, {
    actor: 'board',
    action: 'proposal decided',
    subject: `proposal/${id}`,
    payload: { ...outcome, entries, revision, tally, votes: cast },
    at: new Date(now.epochMilliseconds),
  })
}
