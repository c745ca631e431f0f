import type { Job } from '#jobs/job.ts'
import { kpiReview } from '#jobs/kpi-review.ts'

/** The KPI review under another name, for one reader alone: "board", or a member by handle. */
export const reviewFor = (name: string, reader: string): Job => ({
  ...kpiReview,
  name,
  scopes: () =>
    Promise.resolve([
      { id: reader, reader: reader === 'board' ? { setting: 'board-channel' } : { member: reader } },
    ]),
})
