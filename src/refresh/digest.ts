import { z } from 'zod'
import { dueEntry } from '#src/knowledge/due.ts'

/** What a week asks of one owner, as published. */
export const ownerWeek = z.object({
  /** Stale entries that they verify. */
  stale: z.array(dueEntry),
  /** Entries that they verify and that become stale soon. */
  due: z.array(dueEntry),
  /** Questions noted for them that nobody has answered, the most asked first. */
  questions: z.array(z.object({ text: z.string(), times: z.number() })),
  /** Alerts to them that nobody has answered. */
  alerts: z.array(z.object({ account: z.string(), firedOn: z.string() })),
})
export type OwnerWeek = z.output<typeof ownerWeek>
