import { z } from 'zod'
import { insightFacts } from './insight.ts'

/** The job that reminds those with open tasks, each alone. */
export const FOLLOW_UP = 'task-follow-up'

/** What one person is reminded of, as published: their tasks that were open then. */
export const followUp = insightFacts.pick({ tasks: true, dueOn: true, progress: true }).extend({
  /** The reminder that has them: the key of its post, and its period. */
  list: z.string(),
  period: z.string(),
})
export type FollowUp = z.output<typeof followUp>
