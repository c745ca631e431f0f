import type { Database } from '#src/db/connect.ts'
import type { TeamFunction } from '#src/members/member.ts'

/** How many trainings people of a function finished, by month; from the month in which anybody finished the first. */
export async function trainingsByMonth(
  db: Database,
  team: TeamFunction,
  { months, zone }: { months: Temporal.PlainDate[]; zone: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ month: string; count: number }[]>`
    SELECT to_char(ended_at AT TIME ZONE ${zone}, 'YYYY-MM-01') AS month,
      count(*) FILTER (WHERE members.function = ${team})::int AS count
    FROM trainings JOIN members ON members.id = trainings.member_id
    WHERE state = 'done' AND ended_at IS NOT NULL GROUP BY 1 ORDER BY 1`
  const first = rows[0]?.month
  const counts = new Map(rows.map(({ month, count }) => [month, count]))
  return new Map(
    months
      .map((month) => month.toString())
      .filter((month) => first !== undefined && month >= first)
      .map((month) => [month, counts.get(month) ?? 0]),
  )
}
