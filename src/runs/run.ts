import { z } from 'zod'

/** How a period came to be worked on. Instants in ISO 8601. */
export const mode = z.discriminatedUnion('as', [
  z.object({ as: z.literal('scheduled') }),
  /** After a downtime, from when to when. */
  z.object({ as: z.literal('late'), from: z.string(), to: z.string() }),
  /** Due while somebody had paused the job, from when to when. */
  z.object({ as: z.literal('paused'), by: z.string(), from: z.string(), to: z.string() }),
  z.object({ as: z.literal('manual') }),
  /** A later period stands in for it. */
  z.object({ as: z.literal('missed'), by: z.string() }),
])
export type Mode = z.output<typeof mode>

export type RunState = 'open' | 'waiting' | 'posted' | 'nothing' | 'failed'

/** In this order; a run that is taken up again goes on after the last one recorded. */
export const STEPS = ['claimed', 'computed', 'rendered', 'pictured', 'posted'] as const
export type Step = (typeof STEPS)[number]

/** A run that this process holds the lease of. */
export type TakenRun = {
  id: string
  job: string
  period: string
  scope: string
  attempts: number
  step: Step
  facts: unknown
  posts: unknown
  pictures: unknown
  mode: Mode
  missed: string[]
  /** When it was due, and in which zone that was meant. */
  scheduledAt: Temporal.ZonedDateTime
}

/** Somebody else holds the lease now: stop, and leave everything to them. */
export class LeaseLost extends Error {}
