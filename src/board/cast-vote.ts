import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { lockSequence } from '#src/knowledge/sequence.ts'
import { membersSince } from '#src/members/store.ts'
import { votersAmong } from './decide.ts'
import type { Proposal, Vote } from './proposal.ts'
import { IN_TURN, settle } from './settle.ts'
import { readProposal, writeVote } from './store.ts'

/** What somebody pressed: on which text of which proposal, and when. */
export type Press = {
  proposal: number
  revision: number
  /** Undefined where the person is nobody that the knowledge base knows. */
  memberId: string | undefined
  at: Temporal.Instant
}

type Cast = Pick<Vote, 'choice' | 'reason'>

/** A vote as somebody pressed it. */
export type Ballot = Press & Cast

export type VoteOutcome =
  | { outcome: 'counted'; proposal: Proposal }
  /** It was decided, timed out or withdrawn before. */
  | { outcome: 'closed'; proposal: Proposal }
  /** The text has changed since the card that was voted on. */
  | { outcome: 'outdated'; proposal: Proposal }
  | { outcome: 'no right'; proposal: Proposal }
  | { outcome: 'unknown' }

/** Whether this vote would count, before its voter is asked for a reason. */
export async function checkBallot(
  db: Database,
  { proposal: id, revision, memberId }: Omit<Press, 'at'>,
): Promise<VoteOutcome> {
  const proposal = await readProposal(db, id)
  if (!proposal) return { outcome: 'unknown' }
  const voters = votersAmong(await membersSince(db, -1n))
  if (!voters.some((voter) => voter.memberId === memberId)) return { outcome: 'no right', proposal }
  if (proposal.outcome.state !== 'open') return { outcome: 'closed', proposal }
  return { outcome: proposal.revision === revision ? 'counted' : 'outdated', proposal }
}

/** Counts a vote, and decides at once where no vote that is still to come could change the outcome. */
export async function castVote(
  db: Database,
  { choice, reason, ...press }: Ballot,
  now: Temporal.Instant,
): Promise<VoteOutcome> {
  return await count(db, press, () => ({ action: 'vote', choice, reason }), now)
}

/**
 * Counts an earlier vote, as it was, for the wording that its voter has been shown beside the one that they had voted
 * on. A proposer who calls another meaning a wording gains nothing: no vote counts for a text before its voter has
 * seen both and said so. Who has voted on this text already, or confirmed, has voted.
 */
export const confirmVote = (db: Database, press: Press, now: Temporal.Instant): Promise<VoteOutcome> =>
  count(
    db,
    press,
    ({ unconfirmed }) => {
      const earlier = unconfirmed.find(({ memberId }) => memberId === press.memberId)
      return earlier && { ...earlier, action: 'vote confirmed' }
    },
    now,
  )

async function count(
  db: Database,
  ballot: Press,
  castOn: (proposal: Proposal) => (Cast & { action: string }) | undefined,
  now: Temporal.Instant,
): Promise<VoteOutcome> {
  return await db.$transaction(async (tx) => {
    const sequence = await lockSequence(tx)
    const found = await readProposal(tx, ballot.proposal)
    if (!found) return { outcome: 'unknown' }
    const members = await membersSince(tx, -1n)
    const voter = votersAmong(members).find(({ memberId }) => memberId === ballot.memberId)
    if (!voter) return { outcome: 'no right', proposal: found }
    // What was pressed in time counts, even if the bot only now comes round to it; what came after the deadline doesn't.
    if (Temporal.Instant.compare(ballot.at, found.deadline) >= 0) await settle(tx, found, sequence, now)
    const proposal = (await readProposal(tx, ballot.proposal)) ?? found
    if (proposal.outcome.state !== 'open') return { outcome: 'closed', proposal }
    if (proposal.revision !== ballot.revision) return { outcome: 'outdated', proposal }
    const cast = castOn(proposal)
    if (!cast) return { outcome: 'counted', proposal }
    const { action, choice, reason } = cast
    if (await writeVote(tx, proposal, { ...voter, choice, reason, at: ballot.at }, now)) {
      await appendAudit(tx, {
        actor: members.find(({ id }) => id === voter.memberId)?.handle ?? voter.memberId,
        action,
        subject: `proposal/${proposal.id}`,
        payload: { ...voter, revision: ballot.revision, choice, reason: reason ?? null },
        at: new Date(now.epochMilliseconds),
      })
      const voted = await readProposal(tx, proposal.id)
      if (voted) await settle(tx, voted, sequence, now)
    }
    return { outcome: 'counted', proposal: (await readProposal(tx, proposal.id)) ?? proposal }
  }, IN_TURN)
}
