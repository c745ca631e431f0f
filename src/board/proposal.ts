import { z } from 'zod'
import type { BOARD_FUNCTIONS } from '#src/members/member.ts'

/** A claim with all that its place adds, as it stands in a body. */
export const anyClaim = z.looseObject({ id: z.string(), cites: z.array(z.string()).default([]) })

/** What happens to one claim, with what it said before, so that a change can be read and moved to a newer version. */
export const change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), field: z.string(), after: anyClaim }),
  z.object({ type: z.literal('changed'), field: z.string(), before: anyClaim, after: anyClaim }),
  z.object({ type: z.literal('removed'), field: z.string(), before: anyClaim }),
])

export type AnyClaim = z.output<typeof anyClaim>
export type Change = z.output<typeof change>

export const claimIdOf = (each: Change): string => (each.type === 'added' ? each.after.id : each.before.id)

export const CHOICES = ['approve', 'reject', 'abstain'] as const
export type Choice = (typeof CHOICES)[number]
export type BoardFunction = (typeof BOARD_FUNCTIONS)[number]

/** One member's vote on the proposal's present text, for the function that they spoke for. */
export type Vote = {
  memberId: string
  handle: string
  name: string
  function: BoardFunction
  choice: Choice
  reason: string | undefined
  at: Temporal.Instant
}

/** A text that a proposal had before its present one. */
export type EarlierText = { revision: number; meaning: number; changes: Change[]; rationale: string }

/** A vote on a text that has only been reworded since: it counts again once its voter says so. */
export type Unconfirmed = Vote & { slackUserId: string | undefined; votedOn: EarlierText }

/** Where a proposal stands. `rejected`: no majority; `expired`: too few functions; `conflicting`: approved, but the text had moved on. */
export type ProposalState =
  | { state: 'open' }
  | { state: 'approved'; at: Temporal.Instant; version: number }
  | { state: 'rejected' | 'expired' | 'withdrawn' | 'conflicting'; at: Temporal.Instant }

/** A change to one entry that somebody wants, with everything that was said about it. */
export type Proposal = {
  id: number
  source: string
  entry: { id: string; kind: string; slug: string; title: string }
  baseVersion: number
  changes: Change[]
  rationale: string
  proposer: { id: string; handle: string; name: string; slackUserId: string | undefined }
  /** Counts the texts: a vote is for one of them. */
  revision: number
  /** Counts the meanings: an edit of wording alone keeps it. */
  meaning: number
  /** Where its card is. */
  channelId: string
  openedAt: Temporal.Instant
  deadline: Temporal.Instant
  outcome: ProposalState
  /** For the present text. */
  votes: Vote[]
  /** For an earlier wording of it. */
  unconfirmed: Unconfirmed[]
  /** Who had voted on what it meant before this. */
  voided: { memberId: string; name: string; slackUserId: string | undefined }[]
  /** Counts everything that changes what people see of it. */
  step: number
}

/** What somebody wants to change, before it is a proposal. */
export type Draft = {
  entryId: string
  baseVersion: number
  changes: Change[]
  rationale: string
}
