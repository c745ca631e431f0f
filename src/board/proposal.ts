import { z } from 'zod'
import { evidence } from '#src/evidence/evidence.ts'
import { type BOARD_FUNCTIONS, people, type TeamFunction } from '#src/members/member.ts'
import { type Change, change, type PartChange, partChange } from './change.ts'
import type { Ruling } from './ruling.ts'

/** `block` is a vote against that stops an approval, unless the sponsor lifts it. */
export const CHOICES = ['approve', 'reject', 'abstain', 'block'] as const
export type Choice = (typeof CHOICES)[number]
export type BoardFunction = (typeof BOARD_FUNCTIONS)[number]

/** What a sponsor says to a block. */
export const ANSWERS = ['lifted', 'upheld'] as const
export type Answer = (typeof ANSWERS)[number]

/** The vote of one seat on the proposal's present text, for the function that it is for. */
export type Vote = {
  memberId: string
  handle: string
  name: string
  function: TeamFunction | undefined
  choice: Choice
  reason: string | undefined
  at: Temporal.Instant
  /** Who stood in for the seat's member. */
  castBy: { id: string; name: string } | undefined
  /** Of a block, once somebody has answered it: their name too. */
  answer: Answer | undefined
  answeredBy: string | undefined
}

/** A text that a proposal had before its present one. */
export type EarlierText = { revision: number; meaning: number; parts: PartChange[]; rationale: string }

/** A vote on a text that has only been reworded since: it counts again once its voter says so. */
export type Unconfirmed = Vote & { slackUserId: string | undefined; votedOn: EarlierText }

/** What a proposal does to one entry, with the entry's title as it is today, and the version that it became. */
export type Part = PartChange & { title: string; version: number | undefined }

/** What a proposal came from, which is settled by its outcome or linked to. */
export const origin = z.union([
  z.object({ flag: z.string() }),
  /** `key`: of the message that tells of the finding. */
  z.object({ finding: z.string(), key: z.string() }),
  z.object({ question: z.string() }),
  z.object({ evidence: z.string() }),
  z.object({ proposal: z.number() }),
])
export type Origin = z.output<typeof origin>

/** What an imported folder holds beside entries: written with them, once they are approved. */
export const carried = z.object({
  people: people.shape.people,
  evidence: z.array(z.object({ slug: z.string(), said: evidence })),
  verified: z.array(z.object({ kind: z.string(), slug: z.string(), at: z.iso.datetime() })),
})
export type Carried = z.output<typeof carried>

/** A change that no longer fits what its entry says now. */
export type Clash = { kind: string; slug: string; change: Change; now?: unknown }

/** What kept an approved proposal from being applied, or overtook an open one. */
export const obstacle = z.object({
  clashes: z
    .array(z.object({ kind: z.string(), slug: z.string(), change, now: z.unknown().optional() }))
    .default([]),
  /** Rules that refuse the outcome, in words. */
  faults: z.array(z.string()).default([]),
  /** Handle of who overtook it. */
  by: z.string().optional(),
})
export type Obstacle = z.output<typeof obstacle>

/**
 * Where a proposal stands. `draft`: kept, and sent by nobody yet; `rejected`: no majority; `expired`: too few
 * functions; `superseded`: somebody who may has changed the same past the board; `conflicting`: approved, but what it
 * was made of had moved on.
 */
export type ProposalState =
  | { state: 'draft' | 'open' }
  | { state: 'approved' | 'rejected' | 'expired' | 'withdrawn'; at: Temporal.Instant }
  | { state: 'superseded' | 'conflicting'; at: Temporal.Instant; obstacle: Obstacle }

/** A change to one or more entries that somebody wants, with everything that was said about it. */
export type Proposal = {
  id: number
  source: string
  /** At least one, each about another entry. */
  parts: Part[]
  rationale: string
  /** Slugs of what is cited beside the rationale. */
  evidence: string[]
  origin: Origin | undefined
  carried: Carried | undefined
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
  /** How it is decided. */
  ruling: Ruling
  /** For the present text. */
  votes: Vote[]
  /** For an earlier wording of it. */
  unconfirmed: Unconfirmed[]
  /** Who had voted on what it meant before this. */
  voided: { memberId: string; name: string; slackUserId: string | undefined }[]
  /** Counts everything that changes what people see of it. */
  step: number
}

/** Whether its proposer can still give it another text. */
export const isEditable = ({ outcome: { state } }: Pick<Proposal, 'outcome'>): boolean =>
  state === 'draft' || state === 'open'

/** What somebody wants to change, before it is a proposal. */
export type Draft = {
  parts: PartChange[]
  rationale: string
  evidence?: string[]
  origin?: Origin | undefined
  carried?: Carried | undefined
  /** Its proposer says that the meaning stays. */
  wordingOnly?: boolean
}

export const partChanges = z.array(partChange)
