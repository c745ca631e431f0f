import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { digestsOf } from '#src/posts/store.ts'

/**
 * The newest run of a job for one reader that people can see, of those for periods before a day where one is given.
 * One that is being done anew, or failed at that, still counts: its posts are there.
 */
export async function lastPosted(
  db: Database,
  of: { job: string; scope: string },
  before?: Temporal.PlainDate,
) {
  const startsOn = before && { lt: new Date(`${before.toString()}T00:00:00Z`) }
  const rows = await db.jobRun.findMany({
    where: { ...of, facts: { not: Prisma.DbNull }, ...(startsOn && { of: { startsOn } }) },
    include: { of: true },
    orderBy: { of: { startsOn: 'desc' } },
    take: 3,
  })
  const runs = rows.map((row) => ({ ...row, key: `${of.job}/${row.period}/${of.scope}` }))
  const there = await digestsOf(
    db,
    runs.map(({ key }) => key),
  )
  return runs.find(({ state, step, key }) => state === 'posted' || step === 'posted' || there.has(key))
}
