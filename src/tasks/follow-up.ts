import { z } from 'zod'
import { taskList } from './list.ts'

/** The job that reminds those with open tasks, each alone. */
export const FOLLOW_UP = 'task-follow-up'

/** What one person is reminded of, as published: their tasks that were open then. */
export const followUp = z.object({
  /** By the list that has them: the key of its post, and its period. */
  lists: z.array(taskList.extend({ list: z.string(), period: z.string() })).min(1),
})
export type FollowUp = z.output<typeof followUp>
