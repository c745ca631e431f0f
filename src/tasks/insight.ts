import { z } from 'zod'
import { closing, task } from './task.ts'

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

/** How far a list is: what was said to its tasks, and which of its questions and flags are closed by now. */
const progress = z.object({ closed: z.array(closing), settled: z.array(z.string()) })
export type Progress = z.output<typeof progress>

/** The facts of a quarterly reminder, as published. */
export const insightFacts = z.object({
  news,
  tasks: z.array(task),
  /** The day by which they are to be done. */
  dueOn: z.iso.date(),
  progress,
})
export type InsightFacts = z.output<typeof insightFacts>
