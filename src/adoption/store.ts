import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { FUNCTIONS, type TeamFunction } from '#src/members/member.ts'
import type { Counted, Use } from './adoption.ts'

/** So long a function counts as active after one of its people asked something. */
const ACTIVE_DAYS = 30
/** So long an entry counts as used. */
const USED_DAYS = 90

/** Functions of which somebody got an answer within the last 30 days. */
export async function activeFunctions(db: Database, now: Temporal.Instant): Promise<TeamFunction[]> {
  const since = daysBefore(now, ACTIVE_DAYS)
  const rows = await db.answer.findMany({
    where: { answeredAt: { gte: since, lte: dateOf(now) }, function: { not: null } },
    distinct: ['function'],
    select: { function: true },
  })
  return FUNCTIONS.filter((name) => rows.some((row) => row.function === name))
}

/** What was done with personas, counted by function; no person is read. */
export async function countUse(db: Database, now: Temporal.Instant): Promise<Counted> {
  const [since, until] = [daysBefore(now, ACTIVE_DAYS), dateOf(now)]
  const within = (column: string) =>
    Prisma.sql`${Prisma.raw(column)} >= ${since} AND ${Prisma.raw(column)} <= ${until}`
  const [questions, briefs, verdicts, used] = await Promise.all([
    db.$queryRaw<{ function: string | null; n: number }[]>`
      SELECT function, count(*)::int AS n FROM answers WHERE ${within('answered_at')} GROUP BY function`,
    db.$queryRaw<{ function: string | null; complete: number; all: number }[]>`
      SELECT function, count(*) FILTER (WHERE missing = '{}')::int AS complete, count(*)::int AS all
      FROM briefs WHERE ${within('at')} GROUP BY function`,
    db.$queryRaw<{ function: string | null; worked: number; of: number }[]>`
      SELECT function, count(*) FILTER (WHERE worked)::int AS worked, count(*)::int AS of
      FROM feedback WHERE ${within('at')} GROUP BY function`,
    usedEntries(db, now),
  ])
  const of = <R extends { function: string | null }>(rows: R[], name: TeamFunction | undefined) =>
    rows.find((row) => row.function === (name ?? null))
  const useOf = (name: TeamFunction | undefined): Use => ({
    questions: of(questions, name)?.n ?? 0,
    briefs: { complete: of(briefs, name)?.complete ?? 0, all: of(briefs, name)?.all ?? 0 },
    verdicts: { worked: of(verdicts, name)?.worked ?? 0, of: of(verdicts, name)?.of ?? 0 },
  })
  return { use: new Map([undefined, ...FUNCTIONS].map((name) => [name, useOf(name)])), used }
}

async function usedEntries(db: Database, now: Temporal.Instant): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT (entry->>'kind') || '/' || (entry->>'slug') AS key
    FROM answers, jsonb_array_elements(entries) AS entry
    WHERE answered_at >= ${daysBefore(now, USED_DAYS)} AND answered_at <= ${dateOf(now)}`
  return new Set(rows.map(({ key }) => key))
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
const daysBefore = (now: Temporal.Instant, days: number): Date => dateOf(now.subtract({ hours: days * 24 }))
