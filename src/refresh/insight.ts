import { z } from 'zod'
import { dueEntry } from '#src/knowledge/due.ts'

/** The facts of a quarterly reminder, as published. */
export const insightFacts = z.object({
  due: z.array(dueEntry),
  /** Personas that rest on too little: people interviewed, and sources with numbers. */
  short: z.array(z.object({ persona: z.string(), interviews: z.number(), quantitative: z.number() })),
  /** Slugs of the evidence of the quarter. */
  evidence: z.array(z.string()),
  /** Questions that nobody has answered. */
  questions: z.number(),
})
export type InsightFacts = z.output<typeof insightFacts>
