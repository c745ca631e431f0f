import type { Database } from '#src/db/connect.ts'
import { keysOf, notice } from './notice.ts'

/** Jobs whose posts say what is due and stale. */
export const TELLING_JOBS = { notice: 'freshness-notice', digest: 'owner-digest' } as const

/** The keys of all notices that were posted, by the job of the notices or in a digest; but for those of one run. */
export async function toldBefore(
  db: Database,
  run: { period: string; scope: string },
): Promise<ReadonlySet<string>> {
  const rows = await db.jobRun.findMany({
    where: {
      job: { in: Object.values(TELLING_JOBS) },
      OR: [{ state: 'posted' }, { step: 'posted' }],
      NOT: { job: TELLING_JOBS.notice, ...run },
    },
    select: { facts: true },
  })
  return new Set(
    rows.flatMap(({ facts }) => {
      const read = notice.safeParse(facts)
      return read.success ? keysOf(read.data) : []
    }),
  )
}
