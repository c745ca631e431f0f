import type { Database } from '#src/db/connect.ts'
import { FUNCTIONS, type TeamFunction } from '#src/members/member.ts'

/** So long a function counts as active after one of its people asked something. */
const ACTIVE_DAYS = 30

/** Functions of which somebody got an answer within the last 30 days. */
export async function activeFunctions(db: Database, now: Temporal.Instant): Promise<TeamFunction[]> {
  const since = new Date(now.subtract({ hours: ACTIVE_DAYS * 24 }).epochMilliseconds)
  const rows = await db.answer.findMany({
    where: { answeredAt: { gte: since }, function: { not: null } },
    distinct: ['function'],
    select: { function: true },
  })
  return FUNCTIONS.filter((name) => rows.some((row) => row.function === name))
}
