import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { employeesOf, SIZE } from './target-buyers.ts'

/** What is known of contacts and accounts that buyers are grouped by. */
const DISTRIBUTED = ['title', 'role', 'seniority', 'industry', 'size'] as const

/** How often each value stands there, the most frequent first; of how many, and of how many nothing. */
export type Distribution = {
  column: (typeof DISTRIBUTED)[number]
  of: number
  unknown: number
  distinct: number
  values: { value: string; count: number }[]
}

/** The values of each column, before anybody groups by it; `most` of each. */
export async function readDistributions(db: Database, most: number): Promise<Distribution[]> {
  const rows = await db.$queryRaw<
    { column: string; value: string; count: number; place: number; distinct: number; of: number }[]
  >`
    WITH said AS (
      SELECT v.column, coalesce(btrim(v.value), '') AS value FROM contacts,
        LATERAL (VALUES ('title', title), ('role', role), ('seniority', seniority)) AS v ("column", value)
      UNION ALL
      SELECT 'industry', coalesce(btrim(attributes->>'industry'), '') FROM accounts
      UNION ALL
      SELECT 'size', ${SIZE} FROM (SELECT ${employeesOf(Prisma.sql`attributes`)} AS employees FROM accounts) AS sized
    ), counted AS (
      SELECT said.column, value, count(*)::int AS count,
        row_number() OVER (PARTITION BY said.column, value = '' ORDER BY count(*) DESC, value)::int AS place,
        (count(*) OVER (PARTITION BY said.column, value = ''))::int AS distinct,
        (sum(count(*)) OVER (PARTITION BY said.column))::int AS of
      FROM said GROUP BY said.column, value
    )
    SELECT * FROM counted WHERE place <= ${most} ORDER BY place`
  return DISTRIBUTED.flatMap((column) => {
    const its = rows.filter((row) => row.column === column)
    const values = its.filter(({ value }) => value !== '').map(({ value, count }) => ({ value, count }))
    const unknown = its.find(({ value }) => value === '')?.count ?? 0
    const distinct = its.find(({ value }) => value !== '')?.distinct ?? 0
    const [first] = its
    return first ? [{ column, of: first.of, unknown, distinct, values }] : []
  })
}
