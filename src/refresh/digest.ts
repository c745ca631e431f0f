import { z } from 'zod'
import { tried } from '#src/feedback/feedback.ts'
import { dueEntry } from '#src/knowledge/due.ts'

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
  alerts: z.array(z.object({ account: z.string(), firedOn: z.string() })),
})
export type OwnerWeek = z.output<typeof ownerWeek>
