import { z } from 'zod'
import { closing, task } from './task.ts'

/** How far a list is: what was said to its tasks, and which of its questions and flags are closed by now. */
const progress = z.object({ closed: z.array(closing), settled: z.array(z.string()) })
export type Progress = z.output<typeof progress>

/** What is to be done by whom until when, as published. */
export const taskList = z.object({
  tasks: z.array(task),
  /** The day by which they are to be done. */
  dueOn: z.iso.date(),
  progress,
})
export type TaskList = z.output<typeof taskList>

/** A job whose posts hold a list of tasks, their one reader, and the facts that are published. */
export type ListKind<F extends TaskList = TaskList> = { job: string; scope: string; facts: z.ZodType<F> }
