import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { lockSequence } from '#src/knowledge/sequence.ts'
import { membersSince } from '#src/members/store.ts'
import { applyChanges } from './apply.ts'
import { canDecide, votersAmong } from './decide.ts'
import { claimIdOf, type Draft, type Proposal } from './proposal.ts'
import { isRewording } from './rewording.ts'
import { IN_TURN } from './settle.ts'
import {
  closeProposal,
  currentEntry,
  findBySource,
  holdersOf,
  insertProposal,
  readProposal,
  replaceText,
} from './store.ts'

export type Proposing = Draft & {
  /** The request that asks for it: asked twice, it is one proposal. */
  source: string
  proposer: { id: string; handle: string }
}

/** `wordingOnly`: its proposer says that the meaning stays. */
export type Editing = Proposing & { wordingOnly?: boolean }

export type OpenOutcome =
  | { outcome: 'open'; proposal: Proposal }
  /** Another open proposal is about the same claim. */
  | { outcome: 'taken'; by: Proposal }
  /** The entry says something else by now than what the change was made of. */
  | { outcome: 'stale' }
  /** The board lacks members from enough functions, so that nothing could ever be approved. */
  | { outcome: 'no board' }
  /** Only of an edit: it is no longer open, or somebody else's. */
  | { outcome: 'closed'; proposal: Proposal }
  | { outcome: 'not yours'; proposal: Proposal }

/** Brings a change before the board. */
export async function openProposal(
  db: Database,
  wanted: Proposing,
  place: { channelId: string; deadline: Temporal.Instant },
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  return await db.$transaction(async (tx) => {
    await lockSequence(tx)
    const known = await findBySource(tx, wanted.source)
    if (known) return { outcome: 'open', proposal: known }
    if (!canDecide(votersAmong(await membersSince(tx, -1n)))) return { outcome: 'no board' }
    const refusal = await refuse(tx, wanted)
    if (refusal) return refusal
    const { proposer, ...draft } = wanted
    const fresh = { ...draft, ...place, proposerId: proposer.id, openedAt: now }
    const id = await insertProposal(tx, fresh, wanted.changes.map(claimIdOf))
    return await opened(tx, id, 'proposal opened', wanted, now)
  }, IN_TURN)
}

/**
 * Gives an open proposal another text, and the board time to read it. The votes on the old one no longer count. Where
 * its proposer says that only the wording changes, and nothing but words does, whoever has voted is asked to confirm.
 */
export async function editProposal(
  db: Database,
  id: number,
  { wordingOnly = false, ...wanted }: Editing,
  deadline: Temporal.Instant,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  return await db.$transaction(async (tx) => {
    await lockSequence(tx)
    const proposal = await readProposal(tx, id)
    if (!proposal) throw new Error(`There is no proposal ${id}.`)
    if (proposal.source === wanted.source) return { outcome: 'open', proposal }
    if (proposal.proposer.id !== wanted.proposer.id) return { outcome: 'not yours', proposal }
    if (isClosed(proposal, now)) return { outcome: 'closed', proposal }
    const refusal = await refuse(tx, wanted, id)
    if (refusal) return refusal
    const { proposer: _, ...text } = wanted
    const reworded = wordingOnly && isRewording(proposal.changes, wanted.changes)
    const meaning = proposal.meaning + (reworded ? 0 : 1)
    await replaceText(tx, proposal, { ...text, meaning, deadline }, wanted.changes.map(claimIdOf), now)
    return await opened(tx, id, reworded ? 'proposal reworded' : 'proposal edited', wanted, now)
  }, IN_TURN)
}

export type WithdrawOutcome = { outcome: 'withdrawn' | 'closed' | 'not yours'; proposal: Proposal }

/** Takes a proposal back: only its proposer may, and only as long as it is open. */
export async function withdrawProposal(
  db: Database,
  id: number,
  by: { id: string; handle: string } | undefined,
  now: Temporal.Instant,
): Promise<WithdrawOutcome | undefined> {
  return await db.$transaction(async (tx) => {
    await lockSequence(tx)
    const proposal = await readProposal(tx, id)
    if (!proposal) return undefined
    if (proposal.proposer.id !== by?.id) return { outcome: 'not yours', proposal }
    if (proposal.outcome.state === 'withdrawn') return { outcome: 'withdrawn', proposal }
    if (isClosed(proposal, now)) return { outcome: 'closed', proposal }
    await closeProposal(tx, id, { state: 'withdrawn' }, now)
    await audit(tx, proposal, 'proposal withdrawn', by.handle, {}, now)
    return { outcome: 'withdrawn', proposal: (await readProposal(tx, id)) ?? proposal }
  }, IN_TURN)
}

/** A proposal is closed with its deadline, even before anybody has noticed. */
const isClosed = ({ outcome, deadline }: Proposal, now: Temporal.Instant): boolean =>
  outcome.state !== 'open' || Temporal.Instant.compare(now, deadline) >= 0

async function refuse(tx: Transaction, wanted: Draft, self?: number): Promise<OpenOutcome | undefined> {
  if (wanted.changes.length === 0) return { outcome: 'stale' }
  const [holder] = await holdersOf(tx, wanted.entryId, wanted.changes.map(claimIdOf), self)
  const by = holder === undefined ? undefined : await readProposal(tx, holder)
  if (by) return { outcome: 'taken', by }
  const { kind, content } = await currentEntry(tx, wanted.entryId)
  return 'applied' in applyChanges(kind, content, wanted.changes) ? undefined : { outcome: 'stale' }
}

async function opened(
  tx: Transaction,
  id: number,
  action: string,
  { proposer, changes, rationale, baseVersion }: Proposing,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  const proposal = await readProposal(tx, id)
  if (!proposal) throw new Error(`The proposal ${id} was written and is not there.`)
  const { revision } = proposal
  await audit(tx, proposal, action, proposer.handle, { revision, changes, rationale, baseVersion }, now)
  return { outcome: 'open', proposal }
}

async function audit(
  tx: Transaction,
  { id, entry }: Proposal,
  action: string,
  actor: string,
  payload: object,
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await appendAudit(tx, {
    actor,
    action,
    subject: `proposal/${id}`,
    payload: { entry: entryKey(entry), ...payload },
    at,
  })
}
