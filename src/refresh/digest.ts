import { z } from 'zod'
import { about } from '#src/board/about.ts'
import { tried } from '#src/feedback/feedback.ts'
import { dueEntry } from '#src/knowledge/due.ts'
import { JUDGED_KPIS } from '#src/kpis/review.ts'
import { quietDays } from '#src/rhythm/digest-time.ts'
import { DECIDERS } from '#src/voting-rules/voting-rule.ts'

/** An open proposal: which fields of which entry it would change, who wants that, and until when it is voted on. */
const open = about.extend({
  id: z.number(),
  revision: z.number(),
  proposer: z.string(),
  deadline: z.string(),
  /** Whose decision it is, and whether one may block it. */
  turn: z.enum(DECIDERS).default('board'),
  block: z.boolean().default(false),
})
export type OpenVote = z.output<typeof open>

/** One's own; whose votes are missing, and who of them was not reminded yet, by handle. */
const waiting = open.extend({ missing: z.array(z.string()), untold: z.array(z.string()) })
export type WaitingProposal = z.output<typeof waiting>

/** A KPI of theirs that needs a word, in which review. */
const ask = z.object({
  review: z.string(),
  persona: z.string(),
  kpi: z.enum(JUDGED_KPIS),
  run: z.number(),
})

/** The one reminder that somebody gets of a proposal. */
export const remindKey = (proposal: number, handle: string): string => `remind/${proposal}/${handle}`

/** What a week asks of one owner, as published. */
export const ownerWeek = z.object({
  /** Stale entries that they verify. */
  stale: z.array(dueEntry),
  /** Entries that they verify and that become stale soon. */
  due: z.array(dueEntry),
  /** Questions noted for them that nobody has answered, the most asked first. */
  questions: z.array(z.object({ id: z.string().optional(), text: z.string(), times: z.number() })),
  /** What others found that no longer fits, of the entries that they answer for. */
  flags: z
    .array(z.object({ id: z.string(), kind: z.string(), slug: z.string(), text: z.string() }))
    .default([]),
  /** What of theirs was tried often enough, and failed more often than not. */
  failing: z.array(tried).default([]),
  /** Alerts to them that nobody has answered. */
  alerts: z.array(
    z.object({
      account: z.string(),
      firedOn: z.string(),
      /** Which alert, and what it says; absent from what was kept before they were. */
      id: z.string().optional(),
      said: z.string().optional(),
    }),
  ),
  /** How their triggers did: of how many answers so many said that it was worth it. */
  triggers: z
    .array(
      z.object({
        slug: z.string(),
        fired: z.number(),
        useful: z.number(),
        of: z.number(),
        poor: z.boolean(),
      }),
    )
    .default([]),
  /** Open proposals: those that wait for their vote, and their own that wait for others. */
  votes: z.array(open).default([]),
  waiting: z.array(waiting).default([]),
  asks: z.array(ask).default([]),
  /** Whose persona is in doubt, where there is anybody: of how many, and of how many nobody could tell. */
  doubts: z.array(z.object({ of: z.number(), unsure: z.number(), changed: z.number() })).default([]),
  /** The days for which this was put off. */
  quiet: quietDays.optional(),
})
export type OwnerWeek = z.output<typeof ownerWeek>

/** Nothing to say means no message. */
export const isEmpty = ({ quiet: _, ...lists }: OwnerWeek): boolean =>
  Object.values(lists).every((list) => list.length === 0)
