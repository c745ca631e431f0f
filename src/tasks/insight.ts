import { z } from 'zod'
import { type ListKind, taskList } from './list.ts'

const count = z.number().int()

/** What a quarter brought, as far as there are data. */
const news = z.object({
  /** Pieces of evidence by method, the most frequent first; without what was heard in passing. */
  evidence: z.array(z.object({ method: z.string(), count })),
  voices: count,
  questions: z.object({ asked: count, answered: count }),
  flags: z.object({ raised: count, settled: count }),
  verdicts: z.object({ worked: count, failed: count }),
})
export type News = z.output<typeof news>

/** The facts of a quarterly reminder, as published. */
const insightFacts = taskList.extend({ news })
export type InsightFacts = z.output<typeof insightFacts>

/** The quarter's reminder, to the board. */
export const REMINDER: ListKind<InsightFacts> = {
  job: 'insight-reminder',
  scope: 'board',
  facts: insightFacts,
}
