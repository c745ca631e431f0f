import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { membersBefore, ownedIn, readPeople } from './people.ts'
import type { Proposal, Vote } from './proposal.ts'
import { turnOf } from './ruling.ts'
import { type People, type Seat, seatsOf, spokenFor, standInsAt, votersAmong } from './seats.ts'
import { settle } from './settle.ts'
import { readProposal } from './store.ts'
import { writeVote } from './vote-store.ts'

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
  /** It isn't the board's turn: its members may object. */
  | { outcome: 'not their turn'; proposal: Proposal }
  | { outcome: 'unknown' }

/** Whether this vote would count, before its voter is asked for a reason. */
export async function checkBallot(
  db: Database,
  { proposal: id, revision, memberId, at }: Press,
): Promise<VoteOutcome> {
  const proposal = await readProposal(db, id)
  if (!proposal) return { outcome: 'unknown' }
  const people = await readPeople(db, ownedIn(proposal), at)
  const right = rightOf(proposal, people, { memberId, at })
  if ('refused' in right) return { outcome: right.refused, proposal }
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
    ({ unconfirmed }, seat) => {
      const earlier = unconfirmed.find(({ memberId }) => memberId === seat.memberId)
      return earlier && { choice: earlier.choice, reason: earlier.reason, action: 'vote confirmed' }
    },
    now,
  )

async function count(
  db: Database,
  press: Press,
  castOn: CastOn,
  now: Temporal.Instant,
): Promise<VoteOutcome> {
  const known = await membersBefore(db, now)
  return await inSequence(db, async (tx, sequence) => {
    const before = await readProposal(tx, press.proposal)
    if (!before) return { outcome: 'unknown' }
    // What was pressed in time counts, even if the bot only now comes round to it; what came after the deadline doesn't.
    const late = Temporal.Instant.compare(press.at, before.deadline) >= 0
    const settled = late && (await settle(tx, before, sequence, now))
    const proposal = (settled ? await readProposal(tx, press.proposal) : undefined) ?? before
    const isAsKnown = !settled && known.sequence + 1n === sequence
    const people = await readPeople(tx, ownedIn(proposal), now, isAsKnown ? known : undefined)
    const right = rightOf(proposal, people, press)
    if ('refused' in right) return { outcome: right.refused, proposal }
    if (proposal.outcome.state !== 'open') return { outcome: 'closed', proposal }
    if (proposal.revision !== press.revision) return { outcome: 'outdated', proposal }
    const written = await writeVotes(tx, { proposal, people, press, seats: right.seats, castOn }, now)
    const voted = withVotes(proposal, written)
    const decided = written.length > 0 && (await settle(tx, voted, sequence, now, people))
    const after = decided ? await readProposal(tx, proposal.id) : undefined
    return { outcome: 'counted', proposal: after ?? voted }
  })
}

/** What somebody says for a seat on a proposal as it stands. */
type CastOn = (proposal: Proposal, seat: Seat) => (Cast & { action: string }) | undefined

type Right = { seats: Seat[] } | { refused: 'no right' | 'not their turn' }

/** For which seats somebody speaks who presses; of a closed proposal, whether they ever had a say. */
function rightOf(proposal: Proposal, people: People, press: Pick<Press, 'memberId' | 'at'>): Right {
  const standIns = standInsAt(proposal, people, press.at)
  const seats = spokenFor(press.memberId, seatsOf(proposal, people), standIns)
  if (seats.length > 0) return { seats }
  const onBoard = spokenFor(press.memberId, votersAmong(people.members), standIns).length > 0
  if (!onBoard || turnOf(proposal.ruling) === 'board') return { refused: 'no right' }
  return { refused: 'not their turn' }
}

type Writing = { proposal: Proposal; people: People; press: Press; seats: Seat[]; castOn: CastOn }

/** One vote for each seat that they speak for. A block is one: for the others of them it is a vote against. */
async function writeVotes(
  tx: Transaction,
  { proposal, people, press, seats, castOn }: Writing,
  now: Temporal.Instant,
): Promise<Vote[]> {
  const { id, revision } = proposal
  const named = (memberId: string | undefined) => people.members.find((member) => member.id === memberId)
  const written: Vote[] = []
  for (const [index, seat] of seats.entries()) {
    const cast = castOn(proposal, seat)
    if (!cast) continue
    const choice = cast.choice === 'block' && (index > 0 || !mayBlock(proposal)) ? 'reject' : cast.choice
    const castBy = seat.memberId === press.memberId ? undefined : named(press.memberId)
    const said = { ...seat, choice, reason: cast.reason, at: press.at }
    if (!(await writeVote(tx, proposal, { ...said, castById: castBy?.id }, now))) continue
    const { handle = seat.memberId, name = '' } = named(seat.memberId) ?? {}
    written.push({ ...said, handle, name, castBy, answer: undefined, answeredBy: undefined })
    await appendAudit(tx, {
      ...{ actor: named(press.memberId)?.handle ?? seat.memberId, action: cast.action },
      subject: `proposal/${id}`,
      payload: {
        ...{ memberId: seat.memberId, function: seat.function ?? null, choice, revision },
        ...{ reason: cast.reason ?? null, castById: castBy?.id ?? null },
      },
      at: new Date(now.epochMilliseconds),
    })
  }
  return written
}

/** The proposal with these votes in place of what their seats said before. */
function withVotes(proposal: Proposal, written: Vote[]): Proposal {
  const isOther = ({ memberId }: { memberId: string }) => written.every((vote) => vote.memberId !== memberId)
  return {
    ...proposal,
    votes: [...proposal.votes.filter(isOther), ...written].toSorted((a, b) =>
      Temporal.Instant.compare(a.at, b.at),
    ),
    unconfirmed: proposal.unconfirmed.filter(isOther),
    voided: proposal.voided.filter(isOther),
    step: proposal.step + written.length,
  }
}

/** Whether a block stops it: that is the board's, and its rule says so. */
export const mayBlock = ({ ruling }: Pick<Proposal, 'ruling'>): boolean =>
  turnOf(ruling) === 'board' && ruling.rule.block
