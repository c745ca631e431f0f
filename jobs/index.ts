import type { Job } from './job.ts'
import { kpiReview } from './kpi-review.ts'

/** Every job that the clock knows. */
export const JOBS: Job[] = [kpiReview]
