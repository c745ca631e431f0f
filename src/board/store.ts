import type { Database, Transaction } from '#src/db/connect.ts'
import type { PartChange } from './change.ts'
import { holdParts, releaseParts, writeParts } from './part-store.ts'
import { type Draft, type Obstacle, type Proposal, type ProposalState, partChanges } from './proposal.ts'
import { around, proposalOf } from './proposal-row.ts'

export const readProposal = (db: Database | Transaction, id: number): Promise<Proposal | undefined> =>
  findProposal(db, { id })

/** The proposal that this request made or edited. */
export const findBySource = (tx: Transaction, source: string): Promise<Proposal | undefined> =>
  findProposal(tx, { source })

async function findProposal(db: Database | Transaction, where: { id: number } | { source: string }) {
  const row = await db.proposal.findUnique({ where, include: around })
  return row ? proposalOf(row) : undefined
}

export type NewProposal = Draft & {
  source: string
  state: 'draft' | 'open'
  proposerId: string
  channelId: string
  deadline: Temporal.Instant
  openedAt: Temporal.Instant
}

/** Writes a proposal. An open one takes what it would change; what another one holds fails by the unique index. */
export async function insertProposal(
  tx: Transaction,
  { deadline, openedAt, parts, evidence = [], origin, carried, wordingOnly: _, ...said }: NewProposal,
): Promise<number> {
  const times = { deadline: dateOf(deadline), openedAt: dateOf(openedAt), steppedAt: dateOf(openedAt) }
  const about = { evidence, ...(origin && { origin }), ...(carried && { carried }) }
  const { id } = await tx.proposal.create({ data: { ...said, ...times, ...about } })
  await writeParts(tx, id, parts)
  if (said.state === 'open') await holdParts(tx, id, parts)
  return id
}

/** Gives a proposal another text and keeps the one before, which the votes until now were for. */
export async function replaceText(
  tx: Transaction,
  proposal: Proposal,
  text: Omit<Draft, 'origin' | 'carried'> & { source: string; meaning: number; deadline: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  const { id, revision, meaning, rationale, parts } = proposal
  await releaseParts(tx, id)
  await holdParts(tx, id, text.parts)
  await tx.earlierText.create({
    data: {
      ...{ proposalId: id, revision, meaning, rationale },
      parts: partChanges.parse(parts) as object[],
    },
  })
  await writeParts(tx, id, text.parts)
  const { source, rationale: why, meaning: means, evidence = [], deadline } = text
  await tx.proposal.update({
    where: { id, state: 'open' },
    data: {
      ...{ source, rationale: why, meaning: means, evidence },
      deadline: dateOf(deadline),
      revision: { increment: 1 },
      ...stepped(now),
    },
  })
}

/** Gives a draft another text; of earlier ones nothing is kept, since nobody saw them. */
export async function replaceDraft(
  tx: Transaction,
  id: number,
  {
    source,
    parts,
    rationale,
    evidence,
  }: Required<Pick<Draft, 'parts' | 'rationale' | 'evidence'>> & { source: string },
  now: Temporal.Instant,
): Promise<void> {
  await writeParts(tx, id, parts)
  await tx.proposal.update({
    where: { id, state: 'draft' },
    data: { source, rationale, evidence, ...stepped(now) },
  })
}

/** Opens a draft, with what it holds from now on. */
export async function openDraft(
  tx: Transaction,
  id: number,
  parts: PartChange[],
  { channelId, deadline }: { channelId: string; deadline: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  await writeParts(tx, id, parts)
  await holdParts(tx, id, parts)
  const times = { deadline: dateOf(deadline), openedAt: dateOf(now) }
  await tx.proposal.update({ where: { id }, data: { state: 'open', channelId, ...times, ...stepped(now) } })
}

/** How a proposal ended, as it is written down. */
export type Ending = { state: Exclude<ProposalState['state'], 'draft' | 'open'>; obstacle?: Obstacle }

/** Closes an open proposal or a draft, once: false where somebody did before. What it held is free again. */
export async function closeProposal(
  tx: Transaction,
  id: number,
  { state, obstacle }: Ending,
  now: Temporal.Instant,
): Promise<boolean> {
  const { count } = await tx.proposal.updateMany({
    where: { id, state: { in: ['draft', 'open'] } },
    data: {
      state,
      ...(obstacle && { obstacle: obstacle as object }),
      closedAt: dateOf(now),
      ...stepped(now),
    },
  })
  if (count === 1) await releaseParts(tx, id)
  return count === 1
}

/** Every open proposal, the one that is decided first in front. */
export async function listOpen(db: Database): Promise<number[]> {
  const rows = await db.proposal.findMany({
    where: { state: 'open' },
    select: { id: true },
    orderBy: [{ deadline: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id }) => id)
}

/** Open proposals whose deadline has come. */
export async function listDue(db: Database, now: Temporal.Instant): Promise<number[]> {
  const rows = await db.proposal.findMany({
    where: { state: 'open', deadline: { lte: dateOf(now) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id }) => id)
}

/** Open proposals whose deadline is still to come, but before `until`. */
export async function listDueWithin(
  db: Database,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<number[]> {
  const rows = await db.proposal.findMany({
    where: { state: 'open', deadline: { gt: dateOf(now), lte: dateOf(until) } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Proposals that changed before `since` and whose card does not show it: somebody died on the way. */
export async function listUnshown(db: Database, since: Temporal.Instant): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM proposals WHERE shown_step < step AND stepped_at <= ${dateOf(since)} ORDER BY id LIMIT 100`
  return rows.map(({ id }) => id)
}

/** Whether everything that shows the proposal shows all of it. */
export async function isShown(db: Database, id: number): Promise<boolean> {
  const row = await db.proposal.findUnique({ where: { id }, select: { step: true, shownStep: true } })
  return row !== null && row.shownStep >= row.step
}

/** Notes up to where everything that shows the proposal shows it. Returns how far the proposal is by now. */
export async function markShown(db: Database, id: number, step: number): Promise<number> {
  const row = await db.proposal.update({ where: { id }, data: { shownStep: step }, select: { step: true } })
  return row.step
}

/** Puts off showing what could not be shown. */
export async function delayShowing(db: Database, id: number, until: Temporal.Instant): Promise<void> {
  await db.proposal.updateMany({ where: { id }, data: { steppedAt: dateOf(until) } })
}

/** Wants every open card shown again, at once: the workspace that had them is gone. */
export async function showAgain(db: Database): Promise<void> {
  await db.proposal.updateMany({ where: { state: 'open' }, data: { shownStep: 0, steppedAt: new Date(0) } })
}

const stepped = (now: Temporal.Instant) => ({ step: { increment: 1 }, steppedAt: dateOf(now) })
const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
