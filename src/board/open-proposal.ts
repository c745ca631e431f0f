import type { Database, Transaction } from '#src/db/connect.ts'
import { lockSequence } from '#src/knowledge/sequence.ts'
import { demandOf } from '#src/members/actor.ts'
import { allows } from '#src/members/authority.ts'
import type { Deed } from '#src/members/deeds.ts'
import { membersSince } from '#src/members/store.ts'
import { canDecide, votersAmong } from './decide.ts'
import { tryParts } from './enact.ts'
import { holdersOf } from './part-store.ts'
import type { Draft, Obstacle, Proposal } from './proposal.ts'
import { recordProposal } from './record.ts'
import { isRewording } from './rewording.ts'
import { IN_TURN } from './settle.ts'
import { closeProposal, findBySource, insertProposal, readProposal, replaceText } from './store.ts'

/**
 * What somebody wants before the board: parts (`newEntry`, `changedEntry` and `partOf` in parts.ts make them), why,
 * and what that rests on.
 */
export type Proposing = Draft & {
  /** The request that asks for it: asked twice, it is one proposal. */
  source: string
  proposer: { id: string; handle: string }
}

/** `wordingOnly`: its proposer says that the meaning stays. */
export type Editing = Proposing & { wordingOnly?: boolean }

export type OpenOutcome =
  | { outcome: 'open'; proposal: Proposal }
  /** Another open proposal is about the same claim or field, or makes the same entry. */
  | { outcome: 'taken'; by: Proposal }
  /** An entry says something else by now than what the change was made of. */
  | { outcome: 'stale'; obstacle: Obstacle }
  /** It is refused by a rule: what is wrong, a sentence each. */
  | { outcome: 'refused'; faults: string[] }
  /** The board lacks members from enough functions, so that nothing could ever be approved. */
  | { outcome: 'no board' }
  /** Only of an edit: it is no longer open, or somebody else's. */
  | { outcome: 'closed'; proposal: Proposal }
  | { outcome: 'not yours'; proposal: Proposal }

/** Brings a change of one or more entries before the board. */
export async function openProposal(
  db: Database,
  wanted: Proposing,
  place: { channelId: string; deadline: Temporal.Instant },
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  return await db.$transaction(async (tx) => {
    await lockSequence(tx)
    return await openWithin(tx, wanted, place, now)
  }, IN_TURN)
}

/** The same within a transaction that has locked the sequence. */
async function openWithin(
  tx: Transaction,
  wanted: Proposing,
  place: { channelId: string; deadline: Temporal.Instant },
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  const known = await findBySource(tx, wanted.source)
  if (known) return { outcome: 'open', proposal: known }
  await demandOf(tx, wanted.proposer.handle, 'propose', { subject: 'proposal' })
  if (!canDecide(votersAmong(await membersSince(tx, -1n)))) return { outcome: 'no board' }
  const refusal = await refuse(tx, wanted)
  if (refusal) return refusal
  const { proposer, ...draft } = wanted
  const fresh = { ...draft, ...place, state: 'open' as const, proposerId: proposer.id, openedAt: now }
  return await opened(tx, await insertProposal(tx, fresh), 'proposal opened', wanted, now)
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
    if (!mayChange(proposal, wanted.proposer, 'edit-proposal')) return { outcome: 'not yours', proposal }
    if (isClosed(proposal, now)) return { outcome: 'closed', proposal }
    const refusal = await refuse(tx, wanted, id)
    if (refusal) return refusal
    const reworded = wordingOnly && isRewording(proposal.parts, wanted.parts)
    const meaning = proposal.meaning + (reworded ? 0 : 1)
    await replaceText(tx, proposal, { ...wanted, meaning, deadline }, now)
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
    if (!by || !mayChange(proposal, by, 'withdraw-proposal')) return { outcome: 'not yours', proposal }
    if (proposal.outcome.state === 'withdrawn') return { outcome: 'withdrawn', proposal }
    if (isClosed(proposal, now)) return { outcome: 'closed', proposal }
    await closeProposal(tx, id, { state: 'withdrawn' }, now)
    await recordProposal(tx, proposal, 'proposal withdrawn', by.handle, {}, now)
    return { outcome: 'withdrawn', proposal: (await readProposal(tx, id)) ?? proposal }
  }, IN_TURN)
}

/** Whether a proposal is theirs. Whoever has left gets no further than the door of the workspace. */
const mayChange = ({ proposer }: Proposal, by: { id: string; handle: string }, deed: Deed): boolean =>
  allows({ ...by, name: by.handle, roles: [] }, deed, { proposer: [proposer.handle] })

/** A proposal is closed with its deadline, even before anybody has noticed. */
const isClosed = ({ outcome, deadline }: Proposal, now: Temporal.Instant): boolean =>
  outcome.state !== 'open' || Temporal.Instant.compare(now, deadline) >= 0

async function refuse(
  tx: Transaction,
  { parts, carried }: Draft,
  self?: number,
): Promise<OpenOutcome | undefined> {
  if (parts.length === 0 || parts.some(({ changes }) => changes.length === 0))
    return { outcome: 'stale', obstacle: { clashes: [], faults: [] } }
  const [holder] = await holdersOf(tx, parts, self)
  const by = holder === undefined ? undefined : await readProposal(tx, holder)
  if (by) return { outcome: 'taken', by }
  const tried = await tryParts(tx, parts, carried)
  if (!('obstacle' in tried)) return undefined
  const { clashes, faults } = tried.obstacle
  return clashes.length > 0 ? { outcome: 'stale', obstacle: tried.obstacle } : { outcome: 'refused', faults }
}

async function opened(
  tx: Transaction,
  id: number,
  action: string,
  { proposer, parts, rationale, evidence = [], origin }: Proposing,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  const proposal = await readProposal(tx, id)
  if (!proposal) throw new Error(`The proposal ${id} was written and is not there.`)
  const { revision } = proposal
  const payload = { revision, parts, rationale, evidence, ...(origin && { origin }) }
  await recordProposal(tx, proposal, action, proposer.handle, payload, now)
  return { outcome: 'open', proposal }
}
