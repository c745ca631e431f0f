import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { deadlineAfter } from './deadline.ts'
import type { Decision } from './decide.ts'
import { enact } from './enact.ts'
import { ownedIn, readPeople } from './people.ts'
import type { Proposal } from './proposal.ts'
import { type Because, type Brought, daysOf, type Meeting } from './ruling.ts'
import { type People, standingNow } from './seats.ts'
import { settleOrigin } from './settle-origin.ts'
import { closeProposal, listDue, readProposal } from './store.ts'
import { startAnew, writeRuling } from './vote-store.ts'

/**
 * Decides an open proposal if its votes and the time allow it: the decision, the new version and their records in
 * the audit trail are one transaction. The sequence has to be locked; `sequence` is the number of the change to come.
 * False where nothing came of it. `known`: those on whom it depends, where they were read before.
 */
export async function settle(
  tx: Transaction,
  proposal: Proposal,
  sequence: bigint,
  now: Temporal.Instant,
  known?: People,
): Promise<boolean> {
  if (proposal.outcome.state !== 'open') return false
  const people = known ?? (await readPeople(tx, ownedIn(proposal), now))
  const decision = standingNow(proposal, people, now)
  if (decision.state === 'open') return false
  if (decision.state === 'brought') {
    const before = await bringBeforeBoard(tx, proposal, { at: now.toString() }, now)
    // The board may be one that can't decide anything.
    await settle(tx, before, sequence, now, people)
  } else await close(tx, proposal, decision, sequence, now)
  return true
}

/** Decides every open proposal whose deadline has come, each in its own transaction. Returns which. */
export async function settleDue(db: Database, now: Temporal.Instant): Promise<number[]> {
  const due = await listDue(db, now)
  for (const id of due) {
    await inSequence(db, async (tx, sequence) => {
      const proposal = await readProposal(tx, id)
      if (proposal) await settle(tx, proposal, sequence, now)
    })
  }
  return due
}

/** What is not its owner's to decide any more is the board's: its votes begin, and its time. */
export async function bringBeforeBoard(
  tx: Transaction,
  proposal: Proposal,
  brought: Brought,
  now: Temporal.Instant,
): Promise<Proposal> {
  const ruling = { ...proposal.ruling, brought }
  const deadline = deadlineAfter(now, ruling.zone, daysOf(ruling))
  await startAnew(tx, proposal, ruling, deadline, now)
  await appendAudit(tx, {
    actor: brought.by ?? 'board',
    action: brought.by === undefined ? 'owner silent' : 'objection',
    subject: `proposal/${proposal.id}`,
    payload: { reason: brought.reason ?? null, deadline: deadline.toString() },
    at: new Date(now.epochMilliseconds),
  })
  return { ...proposal, ruling, deadline, votes: [], unconfirmed: [] }
}

/** What is certain: by which votes, or by which meeting. */
export type Settled = {
  state: 'approved' | 'rejected' | 'expired'
  because: Because
  tally: Decision['tally']
  meeting?: Meeting
}

/** Closes an open proposal as it was decided, once. */
export async function close(
  tx: Transaction,
  proposal: Proposal,
  settled: Settled,
  sequence: bigint,
  now: Temporal.Instant,
): Promise<void> {
  const outcome =
    settled.state === 'approved' ? await enact(tx, proposal, sequence, now) : { state: settled.state }
  if (!(await closeProposal(tx, proposal.id, outcome, now))) return
  const { because, meeting, tally } = settled
  const decision = { because, ...tally, ...(meeting && { meeting }) }
  await writeRuling(tx, proposal.id, { ...proposal.ruling, decision })
  await record(tx, proposal, { ...outcome, ...decision }, now)
  await settleOrigin(tx, proposal, outcome.state, now)
}

async function record(
  tx: Transaction,
  { id, revision, votes, ruling }: Proposal,
  outcome: object,
  now: Temporal.Instant,
): Promise<void> {
  const parts = (await readProposal(tx, id))?.parts ?? []
  const entries = parts.map((part) => ({ entry: entryKey(part), version: part.version ?? null }))
  const cast = votes.map(({ handle, function: team, choice, reason, castBy, answer }) => ({
    ...{ handle, team: team ?? null, choice, reason: reason ?? null },
    ...(castBy && { castBy: castBy.name }),
    ...(answer && { answer }),
  }))
  await appendAudit(tx, {
    actor: 'board',
    action: 'proposal decided',
    subject: `proposal/${id}`,
    payload: { ...outcome, entries, revision, rule: ruling.rule, votes: cast },
    at: new Date(now.epochMilliseconds),
  })
}
