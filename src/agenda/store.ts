import { z } from 'zod'
import type { Database } from '#src/db/connect.ts'

const about = z.object({ meeting: z.string() })

/** Whether the agenda of a day's meeting was posted for an earlier period than this run's. */
export async function earlierAgenda(
  db: Database,
  run: { job: string; period: string; scope: string },
  day: string,
): Promise<boolean> {
  const { job, period, scope } = run
  const rows = await db.jobRun.findMany({
    where: { job, scope, period: { not: period }, OR: [{ state: 'posted' }, { step: 'posted' }] },
    orderBy: { of: { startsOn: 'desc' } },
    take: 10,
    select: { facts: true },
  })
  return rows.some(({ facts }) => about.safeParse(facts).data?.meeting.startsWith(day))
}
