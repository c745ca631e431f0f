import { BOARD_FUNCTIONS, type KnownMember } from '#src/members/member.ts'
import type { BoardFunction, Choice } from './proposal.ts'

/** Who may vote, and for which function. */
export type Voter = { memberId: string; function: BoardFunction }

/** When the board has decided. */
export type Rule = { functions: readonly BoardFunction[]; least: number }

/** A majority of the cast votes, cast by at least three of the five functions. */
export const BOARD_RULE: Rule = { functions: BOARD_FUNCTIONS, least: 3 }

export type Facts = {
  votes: { memberId: string; function: BoardFunction; choice: Choice }[]
  voters: Voter[]
  rule: Rule
  deadline: Temporal.Instant
  now: Temporal.Instant
}

export type Tally = {
  approving: number
  rejecting: number
  /** The functions that have cast a vote. */
  heard: BoardFunction[]
}

/** `rejected`: enough functions, no majority. `expired`: too few functions. */
export type Decision = { state: 'open' | 'approved' | 'rejected' | 'expired'; tally: Tally }

/**
 * Decides on all votes at once, whatever their order. Cast votes are those that approve or reject; to abstain is to
 * be present and to leave it to the others, so it neither counts nor lets its function be heard. A tie is no majority.
 * The proposer votes like everybody else. Only votes of people who are still voters count. Before the deadline the
 * result is the one that every possible way of voting by those who have not voted yet would lead to, if there is one.
 */
export function decide({ votes, voters, rule, deadline, now }: Facts): Decision {
  const entitled = new Set(voters.map(({ memberId }) => memberId))
  const counted = votes.filter(
    (vote) => entitled.has(vote.memberId) && rule.functions.includes(vote.function),
  )
  const voted = new Set(counted.map(({ memberId }) => memberId))
  const tally = tallyOf(counted)
  const closed = Temporal.Instant.compare(now, deadline) >= 0
  const remaining = closed ? [] : voters.filter(({ memberId }) => !voted.has(memberId))
  return { state: certainOutcome(tally, remaining, rule), tally }
}

function tallyOf(votes: Facts['votes']): Tally {
  const cast = votes.filter(({ choice }) => choice !== 'abstain')
  return {
    approving: cast.filter(({ choice }) => choice === 'approve').length,
    rejecting: cast.filter(({ choice }) => choice === 'reject').length,
    heard: BOARD_FUNCTIONS.filter((name) => cast.some((vote) => vote.function === name)),
  }
}

/** The worst that the remaining voters can do to an approval is to reject, all of them; the best is to approve. */
function certainOutcome({ approving, rejecting, heard }: Tally, remaining: Voter[], rule: Rule) {
  const hearable = new Set([...heard, ...remaining.map((voter) => voter.function)])
  if (hearable.size < rule.least) return 'expired'
  if (heard.length < rule.least) return 'open'
  if (approving > rejecting + remaining.length) return 'approved'
  if (approving + remaining.length <= rejecting) return 'rejected'
  return 'open'
}

/** The members who sit on the board for one of its functions. */
export function votersAmong(members: KnownMember[], rule: Rule = BOARD_RULE): Voter[] {
  return members
    .filter(({ roles }) => roles.includes('board'))
    .flatMap((member) => {
      const team = rule.functions.find((name) => name === member.function)
      return team ? [{ memberId: member.id, function: team }] : []
    })
}

/** Whether these voters could ever approve anything: enough functions have somebody. */
export const canDecide = (voters: Voter[], rule: Rule = BOARD_RULE): boolean =>
  new Set(voters.map((voter) => voter.function)).size >= rule.least
