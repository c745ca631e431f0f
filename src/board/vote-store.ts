import type { Transaction } from '#src/db/connect.ts'
import type { Answer, Proposal, Vote } from './proposal.ts'
import type { Ruling } from './ruling.ts'

/** What is written of a vote: `castById` is who pressed, where that isn't the seat's member. */
export type Cast = Pick<Vote, 'memberId' | 'function' | 'choice' | 'reason' | 'at'> & {
  castById: string | undefined
}

/**
 * One row per proposal and seat: the newest press counts, but nobody who stands in overrides what its member said
 * themselves. False where nothing changed by it.
 */
export async function writeVote(
  tx: Transaction,
  { id, revision }: Pick<Proposal, 'id' | 'revision'>,
  { memberId, at, ...said }: Cast,
  now: Temporal.Instant,
): Promise<boolean> {
  const key = { proposalId: id, memberId }
  const known = await tx.vote.findUnique({ where: { proposalId_memberId: key } })
  const row = {
    ...{ revision, choice: said.choice, reason: said.reason ?? null, function: said.function ?? '' },
    ...{ castById: said.castById ?? null, at: dateOf(at) },
  }
  if (known && !takesPlaceOf(row, known)) {
    // Said again is said later: what was pressed in between and comes late doesn't take its place.
    if (isSame(row, known) && known.at < row.at)
      await tx.vote.update({ where: { proposalId_memberId: key }, data: { at: row.at } })
    return false
  }
  const unanswered = { answer: null, answeredBy: null, answeredAt: null }
  await tx.vote.upsert({
    where: { proposalId_memberId: key },
    create: { ...key, ...row },
    update: { ...row, ...unanswered },
  })
  await tx.proposal.update({ where: { id }, data: stepped(now) })
  return true
}

type Row = {
  revision: number
  choice: string
  reason: string | null
  castById: string | null
  at: Date
  answer?: string | null
}

function takesPlaceOf(row: Row, known: Row): boolean {
  if (isSame(row, known)) return false
  const ownWins = known.castById === null && row.castById !== null
  if (ownWins && known.revision === row.revision) return false
  const takesBack = known.castById !== null && row.castById === null
  return takesBack || known.at <= row.at
}

function isSame(row: Row, known: Row): boolean {
  if (row.revision !== known.revision || row.choice !== known.choice) return false
  // A block that was answered is answered: pressed again, it is the same block.
  const answered = known.answer !== null && known.answer !== undefined
  return answered || (row.reason === known.reason && row.castById === known.castById)
}

/** Notes what was said to a block. False where it is no longer there, or somebody has answered it before. */
export async function answerVote(
  tx: Transaction,
  { id, revision }: Pick<Proposal, 'id' | 'revision'>,
  { memberId, answer, by }: { memberId: string; answer: Answer; by: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { count } = await tx.vote.updateMany({
    where: { proposalId: id, memberId, revision, choice: 'block', answer: null },
    data: { answer, answeredBy: by, answeredAt: dateOf(now) },
  })
  if (count === 1) await tx.proposal.update({ where: { id }, data: stepped(now) })
  return count === 1
}

/** How a proposal is decided from now on. */
export async function writeRuling(tx: Transaction, proposalId: number, said: Ruling): Promise<void> {
  await tx.ruling.upsert({
    where: { proposalId },
    create: { proposalId, said },
    update: { said },
  })
}

/** Begins anew: other people decide, until another time, and what was said before is no vote of theirs. */
export async function startAnew(
  tx: Transaction,
  { id }: Pick<Proposal, 'id'>,
  ruling: Ruling,
  deadline: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  await tx.vote.deleteMany({ where: { proposalId: id } })
  await writeRuling(tx, id, ruling)
  await tx.proposal.update({ where: { id }, data: { deadline: dateOf(deadline), ...stepped(now) } })
}

const stepped = (now: Temporal.Instant) => ({ step: { increment: 1 }, steppedAt: dateOf(now) })
const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
