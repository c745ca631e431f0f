import { z } from 'zod'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { BOARD_RULE, type Rule, rule } from '#src/voting-rules/rule.ts'

/** Why something ended as it did. */
const because = z.enum([
  'majority',
  'no majority',
  'too few functions',
  'block upheld',
  'block unanswered',
  'owner',
  'no objection',
  'operator',
  'operator silent',
  'meeting',
])
export type Because = z.output<typeof because>

/** What the board decided in a room: who was there, who entered it, why, and on which day. */
const meeting = z.object({
  approved: z.boolean(),
  present: z.array(z.object({ name: z.string(), function: z.string().optional() })),
  reason: z.string(),
  on: z.string(),
  by: z.string(),
})
export type Meeting = z.output<typeof meeting>

/** How it was brought before the board: by whose objection, or, without one, by its owner's silence. */
const brought = z.object({
  at: z.string(),
  by: z.string().optional(),
  reason: z.string().optional(),
})
export type Brought = z.output<typeof brought>

const decision = z.object({
  because,
  approving: z.number(),
  rejecting: z.number(),
  heard: z.array(z.enum(BOARD_FUNCTIONS)),
  meeting: meeting.optional(),
})

/** How a proposal is decided: by the rule that it was opened under, and as it went from there. */
const ruling = z.object({
  rule,
  /** The team's zone when it was opened: its days and deadlines are in it. */
  zone: z.string(),
  brought: brought.optional(),
  decision: decision.optional(),
})
export type Ruling = z.output<typeof ruling>

/** As it is kept. What was opened before there were rules is the board's. */
export const readRuling = (json: unknown): Ruling =>
  json === undefined || json === null ? { rule: BOARD_RULE, zone: 'UTC' } : ruling.parse(json)

/** Whose decision it is now. */
export const turnOf = ({ rule: { decides }, brought: before }: Ruling): Rule['decides'] =>
  before === undefined ? decides : 'board'

/** How many business days there are from when it becomes somebody's turn. */
export const daysOf = (of: Ruling): number => (turnOf(of) === 'owner' ? of.rule.window : of.rule.days)
