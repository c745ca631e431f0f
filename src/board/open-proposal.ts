import type { Database, Transaction } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { demandOf } from '#src/members/actor.ts'
import { allows } from '#src/members/authority.ts'
import type { Deed } from '#src/members/deeds.ts'
import { canBeDecided, rulingFor } from './choose-rule.ts'
import { deadlineAfter } from './deadline.ts'
import { tryParts } from './enact.ts'
import { holdersOf } from './part-store.ts'
import type { Draft, Obstacle, Proposal } from './proposal.ts'
import { recordProposal } from './record.ts'
import { daysOf, type Ruling } from './ruling.ts'
import { settle } from './settle.ts'
import { closeProposal, findBySource, insertProposal, readProposal } from './store.ts'
import { writeRuling } from './vote-store.ts'

/**
 * What somebody wants before the board: parts (`newEntry`, `changedEntry` and `partOf` in parts.ts make them), why,
 * and what that rests on.
 */
export type Proposing = Draft & {
  /** The request that asks for it: asked twice, it is one proposal. */
  source: string
  proposer: { id: string; handle: string }
}

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

/** Where its card goes, and in whose days its time is counted. */
export type Place = { channelId: string; zone: string }

/** Brings a change of one or more entries before those who decide on it, by the rule that is in force now. */
export async function openProposal(
  db: Database,
  wanted: Proposing,
  place: Place,
  now: Temporal.Instant,
): Promise<OpenOutcome> {
  return await inSequence(db, async (tx, sequence) => {
    return await openWithin(tx, wanted, place, { sequence, now })
  })
}

/** The change to come, under the locked sequence. */
export type Turn = { sequence: bigint; now: Temporal.Instant }

/** The same within a transaction that has locked the sequence. */
export async function openWithin(
  tx: Transaction,
  wanted: Proposing,
  { channelId, zone }: Place,
  turn: Turn,
): Promise<OpenOutcome> {
  const known = await findBySource(tx, wanted.source)
  if (known) return { outcome: 'open', proposal: known }
  await demandOf(tx, wanted.proposer.handle, 'propose', { subject: 'proposal' })
  const refusal = await refuse(tx, wanted)
  if (refusal) return refusal
  const ruling = await rulingFor(tx, wanted, zone, turn.now)
  if (!(await canBeDecided(tx, ruling))) return { outcome: 'no board' }
  const { proposer, ...draft } = wanted
  const times = { openedAt: turn.now, deadline: deadlineAfter(turn.now, zone, daysOf(ruling)) }
  const fresh = { ...draft, ...times, channelId, state: 'open' as const, proposerId: proposer.id }
  const id = await insertProposal(tx, fresh)
  await writeRuling(tx, id, ruling)
  return await opened(tx, id, 'proposal opened', { ...wanted, ruling }, turn)
}

export type WithdrawOutcome = { outcome: 'withdrawn' | 'closed' | 'not yours'; proposal: Proposal }

/** Takes a proposal back, or throws a draft away: only its proposer may, and only as long as it is open. */
export async function withdrawProposal(
  db: Database,
  id: number,
  by: { id: string; handle: string } | undefined,
  now: Temporal.Instant,
): Promise<WithdrawOutcome | undefined> {
  return await inSequence(db, async (tx) => {
    const proposal = await readProposal(tx, id)
    if (!proposal) return undefined
    if (!by || !mayChange(proposal, by, 'withdraw-proposal')) return { outcome: 'not yours', proposal }
    if (proposal.outcome.state === 'withdrawn') return { outcome: 'withdrawn', proposal }
    const isDraft = proposal.outcome.state === 'draft'
    if (!isDraft && isClosed(proposal, now)) return { outcome: 'closed', proposal }
    await closeProposal(tx, id, { state: 'withdrawn' }, now)
    await recordProposal(tx, proposal, 'proposal withdrawn', by.handle, {}, now)
    return { outcome: 'withdrawn', proposal: (await readProposal(tx, id)) ?? proposal }
  })
}

/** Whether a proposal is theirs. Whoever has left gets no further than the door of the workspace. */
export const mayChange = ({ proposer }: Proposal, by: { id: string; handle: string }, deed: Deed): boolean =>
  allows({ ...by, name: by.handle, roles: [] }, deed, { proposer: [proposer.handle] })

/** A proposal is closed with its deadline, even before anybody has noticed. */
export const isClosed = ({ outcome, deadline }: Proposal, now: Temporal.Instant): boolean =>
  outcome.state !== 'open' || Temporal.Instant.compare(now, deadline) >= 0

/** Why this can't go before the board, if it can't. `self`: the proposal that it would change. */
export async function refuse(
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

/** Written down as opened or edited; whoever may decide alone has decided with it. */
export async function opened(
  tx: Transaction,
  id: number,
  action: string,
  { proposer, parts, rationale, evidence = [], origin, ruling }: Proposing & { ruling: Ruling },
  { sequence, now }: Turn,
): Promise<OpenOutcome> {
  const proposal = await readProposal(tx, id)
  if (!proposal) throw new Error(`The proposal ${id} was written and is not there.`)
  const { revision } = proposal
  const { rule } = ruling
  const payload = { revision, parts, rationale, evidence, rule, ...(origin && { origin }) }
  await recordProposal(tx, proposal, action, proposer.handle, payload, now)
  // Whoever proposes what is theirs to decide, and nobody may object to, has decided.
  await settle(tx, proposal, sequence, now)
  return { outcome: 'open', proposal: (await readProposal(tx, id)) ?? proposal }
}
