import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import type { Rule } from '#src/voting-rules/rule.ts'
import type { BoardFunction, Vote } from './proposal.ts'
import type { Because } from './ruling.ts'

/** Who may vote, and for which function. */
export type Voter = { memberId: string; function: BoardFunction }

export type Facts = {
  votes: Pick<Vote, 'memberId' | 'function' | 'choice' | 'answer'>[]
  voters: Voter[]
  rule: Rule
  /** Whose decision it is now: the board's by its rule, or because somebody brought it before the board. */
  turn: Rule['decides']
  /** Who decides where it isn't the board: the owner, or every admin. */
  deciders: string[]
  proposerId: string
  deadline: Temporal.Instant
  now: Temporal.Instant
}

export type Tally = {
  approving: number
  rejecting: number
  /** The functions that have cast a vote. */
  heard: BoardFunction[]
}

/** `brought`: not theirs any more who had to decide; the board's turn. */
export type Decision = Outcome & { tally: Tally }

type Outcome =
  | { state: 'open' }
  | { state: 'brought' }
  | { state: 'approved' | 'rejected' | 'expired'; because: Because }

/**
 * Decides on all votes at once, whatever their order. Only votes of people who are still voters count, and the
 * proposer votes like everybody else. Before the deadline something is decided only where no vote, block or objection
 * that is still to come could change whether it is approved.
 */
export function decide(facts: Facts): Decision {
  const tally = tallyOf(countedOf(facts))
  if (facts.turn === 'board') return { ...byBoard(facts, tally), tally }
  return { ...(facts.turn === 'owner' ? byOwner(facts) : byOperator(facts)), tally }
}

const OPEN: Outcome = { state: 'open' }
const BROUGHT: Outcome = { state: 'brought' }

const isClosed = ({ now, deadline }: Facts): boolean => Temporal.Instant.compare(now, deadline) >= 0

function countedOf({ votes, voters }: Facts): Facts['votes'] {
  const entitled = new Set(voters.map(({ memberId }) => memberId))
  return votes.filter(
    (vote) => entitled.has(vote.memberId) && BOARD_FUNCTIONS.some((name) => name === vote.function),
  )
}

/**
 * Cast votes are those that approve, reject or block; to abstain is to be present and to leave it to the others, so it
 * neither counts nor lets its function be heard. A block counts as a vote against, whatever comes of it.
 */
function tallyOf(counted: Facts['votes']): Tally {
  const cast = counted.filter(({ choice }) => choice !== 'abstain')
  return {
    approving: cast.filter(({ choice }) => choice === 'approve').length,
    rejecting: cast.filter(({ choice }) => choice !== 'approve').length,
    heard: BOARD_FUNCTIONS.filter((name) => cast.some((vote) => vote.function === name)),
  }
}

/** The worst that the remaining voters can do to an approval is to reject or to block; the best is to approve. */
function byBoard(facts: Facts, { approving, rejecting, heard }: Tally): Outcome {
  const { rule, voters } = facts
  const counted = countedOf(facts)
  const blocks = counted.filter(({ choice }) => choice === 'block')
  if (blocks.some(({ answer }) => answer === 'upheld')) return { state: 'rejected', because: 'block upheld' }
  const voted = new Set(counted.map(({ memberId }) => memberId))
  const remaining = isClosed(facts) ? [] : voters.filter(({ memberId }) => !voted.has(memberId))
  const hearable = new Set([...heard, ...remaining.map((voter) => voter.function)])
  if (hearable.size < rule.least) return { state: 'expired', because: 'too few functions' }
  if (heard.length < rule.least) return OPEN
  if (!carries(rule, approving + remaining.length, rejecting))
    return { state: 'rejected', because: 'no majority' }
  if (!carries(rule, approving, rejecting + remaining.length)) return OPEN
  if (blocks.some(({ answer }) => answer === undefined))
    return isClosed(facts) ? { state: 'rejected', because: 'block unanswered' } : OPEN
  return rule.block && remaining.length > 0 ? OPEN : { state: 'approved', because: 'majority' }
}

/** A tie is no majority. */
const carries = ({ majority }: Rule, approving: number, rejecting: number): boolean =>
  majority === 'half' ? approving > rejecting : approving > 0 && approving >= 2 * rejecting

/** An owner's word holds unless somebody objects in time, which makes it the board's turn; so does an owner's silence. */
function byOwner(facts: Facts): Outcome {
  const { deciders, proposerId, voters } = facts
  if (deciders.length === 0) return BROUGHT
  const said = wordOf(facts)
  if (said === 'reject') return { state: 'rejected', because: 'owner' }
  if (isClosed(facts)) return said === 'approve' ? { state: 'approved', because: 'no objection' } : BROUGHT
  const objectors = voters.filter(({ memberId }) => memberId !== proposerId && !deciders.includes(memberId))
  return said === 'approve' && objectors.length === 0 ? { state: 'approved', because: 'no objection' } : OPEN
}

function byOperator(facts: Facts): Outcome {
  if (facts.deciders.length === 0) return BROUGHT
  const said = wordOf(facts)
  if (said === 'approve') return { state: 'approved', because: 'operator' }
  if (said === 'reject') return { state: 'rejected', because: 'operator' }
  return isClosed(facts) ? { state: 'expired', because: 'operator silent' } : OPEN
}

/** What those say whose decision it is; who proposes something of their own has said yes. */
function wordOf({ votes, deciders, proposerId }: Facts): 'approve' | 'reject' | undefined {
  const theirs = votes.filter(({ memberId }) => deciders.includes(memberId))
  if (theirs.some(({ choice }) => choice === 'reject')) return 'reject'
  const approves = theirs.some(({ choice }) => choice === 'approve') || deciders.includes(proposerId)
  return approves ? 'approve' : undefined
}
