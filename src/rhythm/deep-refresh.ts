import { z } from 'zod'

/** How many fresh interviews a persona may be asked to rest on: as many as open the gate, or less for a small team. */
export const INTERVIEWS = [5, 8, 10, 15, 20] as const

/** Once a year: in which month, and how many interviews each persona is to have of the year before. */
export const deepRefresh = z.object({ month: z.int().min(1).max(12), interviews: z.int().min(1).max(100) })
export type DeepRefresh = z.output<typeof deepRefresh>
