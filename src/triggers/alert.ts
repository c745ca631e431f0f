import { z } from 'zod'
import type { Standing } from './machine.ts'

/** Whom an alert goes to: a member by handle, or a channel by its id. */
const receiver = z.union([z.object({ reader: z.string() }), z.object({ channel: z.string() })])
export type Receiver = z.output<typeof receiver>

/** What an alert's card says, as of when it fired. Instants and days in ISO 8601. */
export const alertFacts = z.object({
  /** The account, as people call it. */
  name: z.string(),
  /** What it did, after its name. */
  said: z.string(),
  /** The newest of what happened, the newest first, and how much more there was. */
  happened: z.array(z.object({ at: z.string(), what: z.string() })).default([]),
  more: z.number().default(0),
  why: z.object({ text: z.string(), cites: z.array(z.string()) }).optional(),
  play: z
    .object({
      slug: z.string(),
      title: z.string(),
      step: z.object({ number: z.number(), text: z.string() }).optional(),
    })
    .optional(),
  renewsOn: z.string().optional(),
  /** Revenue a month. */
  mrr: z.number().optional(),
  /** Whom it was for and could not reach in Slack, in turn; it went to the next one who answers for it. */
  unreached: z.array(receiver).default([]),
})
export type AlertFacts = z.output<typeof alertFacts>

export const STATES = ['breached', 'acknowledged', 'snoozed', 'done', 'dismissed'] as const
type AlertState = (typeof STATES)[number]

/** An alert as it stands. */
export type Alert = {
  id: string
  trigger: string
  ruleVersion: number | undefined
  accountId: string
  persona: string | undefined
  stage: string | undefined
  state: AlertState
  facts: AlertFacts
  receiver: Receiver
  eventId: string | undefined
  eventAt: Temporal.Instant | undefined
  firedAt: Temporal.Instant
  toldAt: Temporal.Instant
  held: boolean
  answeredBy: string | undefined
  answeredAt: Temporal.Instant | undefined
  snoozedUntil: Temporal.Instant | undefined
  reason: string | undefined
  recoveredAt: Temporal.Instant | undefined
  step: number
}

/** Where its account stands towards its trigger. */
export function standingOf({ state, toldAt, snoozedUntil, recoveredAt }: Alert): Standing {
  if (recoveredAt) return { state: 'ok' }
  if (state === 'breached') return { state, toldAt }
  return state === 'snoozed' ? { state, until: snoozedUntil ?? toldAt } : { state }
}

/** The key of its card. */
export const cardKey = (id: string): string => `alert/${id}`

/** What is kept of an alert that is said again. */
export const toldAgain = z.object({
  id: z.uuid(),
  persona: z.string().optional(),
  stage: z.string().optional(),
  facts: alertFacts,
  firedAt: z.string(),
})
export type ToldAgain = z.output<typeof toldAgain>
