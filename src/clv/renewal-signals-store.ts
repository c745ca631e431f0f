import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { numberOf, withLives } from './lives-sql.ts'
import { type DueRow, type ExposedRow, WINDOW_DAYS } from './renewal-signals.ts'

/** Renewals of so many months until the last one are looked at; of contracts of a month, which are many, of fewer. */
const MONTHS = 12
const MONTHS_OF_MONTHLY = 3

type Asked = { to: Temporal.PlainDate; term: number; zone: string }
type Row = { of: 'due'; row: DueRow } | { of: 'exposed'; row: ExposedRow }

/**
 * Renewals that fell due in a year, of customers who were there then, and before which of them something happened: from
 * 90 days before the month of the renewal until its beginning.
 */
export async function readRenewalSignals(
  db: Database,
  { to, term, zone }: Asked,
): Promise<{ due: DueRow[]; exposed: ExposedRow[] }> {
  const rows = await db.$queryRaw<Row[]>`
    WITH ${withLives(to, term)}, ${due(numberOf(to), zone)}, ${since(to, zone)},
      exposed AS (
        SELECT its.of, its.name, max(family) AS family, stratum, due,
          (extract(year FROM watched AT TIME ZONE ${zone}) * 12
            + extract(month FROM watched AT TIME ZONE ${zone}))::int + 1 AS since,
          count(*)::int AS n, count(*) FILTER (WHERE renewed)::int AS renewed
        FROM (
          SELECT stratum, due, renewed, known.* FROM due CROSS JOIN LATERAL (${happened}) AS known
          UNION ALL
          SELECT stratum, due, renewed, 'trigger', trigger, NULL FROM alerts JOIN due USING (account_id)
          WHERE fired_at >= opens AND fired_at < closes
          GROUP BY account_id, stratum, due, renewed, trigger
        ) AS its JOIN since ON since.of = its.of AND since.name = its.name
        GROUP BY 1, 2, 4, 5, 6
      ),
      counted AS (
        SELECT stratum, persona, due, count(*)::int AS n, count(*) FILTER (WHERE renewed)::int AS renewed
        FROM due GROUP BY 1, 2, 3
      )
    SELECT 'due' AS of, to_jsonb(counted) AS row FROM counted
    UNION ALL SELECT 'exposed', to_jsonb(exposed) FROM exposed`
  return {
    due: rows.flatMap((each) => (each.of === 'due' ? [each.row] : [])),
    exposed: rows
      .flatMap((each) => (each.of === 'exposed' ? [each.row] : []))
      .filter((row) => row.due >= row.since),
  }
}

/**
 * Alike are those of one persona, of the first or a later renewal (of contracts of a month: of the first three, the first
 * year, or later), and who began above or up to the middle of what their persona pays.
 */
const due = (to: number, zone: string): Prisma.Sql => Prisma.sql`
  middle AS MATERIALIZED (
    SELECT persona, percentile_cont(0.5) WITHIN GROUP (ORDER BY first_paid) AS price FROM numbered GROUP BY persona
  ),
  due AS MATERIALIZED (
    SELECT account_id, persona, due, renewed,
      persona || '/' || CASE WHEN term > 1 THEN least(number, 2) WHEN number <= 3 THEN 3 WHEN number <= 12 THEN 4 ELSE 5 END
        || '/' || (first_paid > price)::int AS stratum,
      begins::timestamp AT TIME ZONE ${zone} AS closes,
      (begins - ${WINDOW_DAYS}::int)::timestamp AT TIME ZONE ${zone} AS opens
    FROM numbered JOIN middle USING (persona)
      CROSS JOIN generate_series((first - begun) / term + 1, (last - begun) / term + 1) AS number
      CROSS JOIN LATERAL (SELECT begun + number * term - 1 AS due) AS renewal
      CROSS JOIN LATERAL (
        SELECT make_date((due - 1) / 12, (due - 1) % 12 + 1, 1) AS begins, NOT (left_us AND last = due) AS renewed
      ) AS its
    WHERE due > ${to}::int - CASE WHEN term > 1 THEN ${MONTHS}::int ELSE ${MONTHS_OF_MONTHLY}::int END AND due <= ${to}::int AND due <= last AND due = ANY(ARRAY(SELECT seen.number FROM seen))
  )`

const PROMOTER = 9
const DETRACTOR = 6

/** Since when each thing is known, and 90 days on: no earlier renewal was watched for it. */
const since = (to: Temporal.PlainDate, zone: string): Prisma.Sql => Prisma.sql`
  since AS MATERIALIZED (
    SELECT of, name, min(at) + make_interval(days => ${WINDOW_DAYS}::int) AS watched FROM (
      SELECT 'signal' AS of, signal AS name, min(at) AS at FROM events WHERE signal IS NOT NULL GROUP BY signal
      UNION ALL SELECT 'trigger', trigger, min(fired_at) FROM alerts GROUP BY trigger
      UNION ALL SELECT 'ticket', name, at FROM (SELECT min(opened_at) AS at FROM tickets) AS first,
        unnest(ARRAY['any', 'escalated', 'reopened']) AS name
      UNION ALL SELECT 'survey', name, at FROM (SELECT min(at) AS at FROM surveys WHERE kind = 'nps') AS first,
        unnest(ARRAY['promoter', 'detractor']) AS name
    ) AS known
    WHERE at < ${to.add({ months: 1 }).toString()}::timestamp AT TIME ZONE ${zone} GROUP BY 1, 2
  )`

/** What happened at one account before one renewal: signals, tickets, and what it said to surveys, each once. */
const happened = Prisma.sql`
  SELECT DISTINCT 'signal' AS of, signal AS name, family FROM events
  WHERE events.account_id = due.account_id AND at >= opens AND at < closes AND signal IS NOT NULL
  UNION ALL SELECT DISTINCT 'ticket', kind, NULL FROM tickets
    CROSS JOIN LATERAL unnest(ARRAY['any', CASE WHEN escalated THEN 'escalated' END, CASE WHEN reopened THEN 'reopened' END]) AS kind
  WHERE tickets.account_id = due.account_id AND opened_at >= opens AND opened_at < closes AND kind IS NOT NULL
  UNION ALL SELECT DISTINCT 'survey', CASE WHEN score >= ${PROMOTER} THEN 'promoter' ELSE 'detractor' END, NULL FROM surveys
  WHERE surveys.account_id = due.account_id AND at >= opens AND at < closes AND kind = 'nps'
    AND (score >= ${PROMOTER} OR score <= ${DETRACTOR})
  OFFSET 0`
