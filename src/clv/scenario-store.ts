import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { monthNumber, numberOf, withLives } from './lives-sql.ts'
import type { Lever, LeverRow } from './scenario.ts'

/** The months in which a lever is measured; whoever left within them never came to what follows. */
const EARLY = 3
const YEAR = 12
const EARLY_DAYS = 90

type Asked = { to: Temporal.PlainDate; term: number; zone: string; lever: Lever }

/**
 * How customers who began within what was seen, and were there after three months, did until their first renewal (a year
 * at least), by what the lever was for them. Only those whose renewal has come.
 */
export async function readLever(db: Database, { to, term, zone, lever }: Asked): Promise<LeverRow[]> {
  return await db.$queryRaw<LeverRow[]>`
    WITH ${withLives(to, term)}, middle AS MATERIALIZED (
      SELECT persona, percentile_cont(0.5) WITHIN GROUP (ORDER BY first_paid) AS price FROM numbered GROUP BY persona
    ), cohort AS (
      SELECT account_id, persona, begun, (first_paid > price)::int AS large, until,
        NOT (left_us AND last <= until) AS stays
      FROM numbered JOIN middle USING (persona)
        CROSS JOIN LATERAL (SELECT begun + greatest(term, ${YEAR}::int) - 1 AS until) AS renewal
      WHERE begun = first AND until <= ${numberOf(to)}::int AND NOT (left_us AND last < begun + ${EARLY}::int)
    ), early AS (
      SELECT cohort.account_id, persona, large, stays, begun,
        sum(tickets) FILTER (WHERE at < begun + ${EARLY}::int) / ${EARLY}::float8 AS tickets,
        sum(active_days) FILTER (WHERE at < begun + ${EARLY}::int) / ${EARLY}::float8 AS active_days,
        max(mrr_end) FILTER (WHERE at = begun + ${EARLY - 1}::int) AS base,
        max(mrr_end) FILTER (WHERE at = until AND stays) AS later
      FROM cohort JOIN (
        SELECT account_id, tickets, active_days, mrr_end, ${monthNumber(Prisma.sql`month`)} AS at FROM account_months
      ) AS months ON months.account_id = cohort.account_id AND at >= begun AND at <= until
      GROUP BY 1, 2, 3, 4, 5
    ), levered AS (${leverOf(lever, zone)})
    SELECT persona, large, x, count(*)::int AS n, count(*) FILTER (WHERE stays)::int AS stayed,
      count(*) FILTER (WHERE base > 0 AND later > 0)::int AS grown,
      coalesce(sum(later / base - 1) FILTER (WHERE base > 0 AND later > 0), 0)::float8 AS growth,
      coalesce(sum((later / base - 1) ^ 2) FILTER (WHERE base > 0 AND later > 0), 0)::float8 AS "growthSquares"
    FROM levered WHERE x IS NOT NULL GROUP BY 1, 2, 3`
}

/** Each account with its lever as x, null where that isn't known. */
function leverOf(lever: Lever, zone: string): Prisma.Sql {
  switch (lever.of) {
    case 'tickets':
      return Prisma.sql`SELECT *, tickets AS x FROM early`
    case 'use':
      return Prisma.sql`SELECT *, active_days AS x FROM early`
    case 'onboarding':
      return onboarding(zone)
    case 'signal':
      return Prisma.sql`
        SELECT early.*, CASE WHEN began >= (SELECT min(at) FROM events WHERE signal = ${lever.name}) THEN
          (EXISTS (SELECT 1 FROM events WHERE events.account_id = early.account_id AND signal = ${lever.name}
            AND at >= began AND at < began + make_interval(days => ${EARLY_DAYS}::int)))::int::float8 END AS x
        FROM early CROSS JOIN LATERAL (SELECT ${beginning(zone)} AS began) AS its`
  }
}

const beginning = (zone: string): Prisma.Sql =>
  Prisma.sql`make_date((begun - 1) / 12, (begun - 1) % 12 + 1, 1)::timestamp AT TIME ZONE ${zone}`

const DAY = String.raw`^\d{4}-\d{2}-\d{2}`

/**
 * As the account says (`onboarding_days`, or the day in `onboarded_on` or `live_on`), else until it first did something
 * that a signal of use tells; from its start on, and no longer than three months.
 */
const onboarding = (zone: string): Prisma.Sql => Prisma.sql`
  SELECT early.*, CASE
      WHEN attributes ->> 'onboarding_days' ~ '^[0-9]{1,3}$' THEN (attributes ->> 'onboarding_days')::float8
      WHEN live ~ ${DAY} AND started_on IS NOT NULL THEN greatest(0, left(live, 10)::date - started_on)::float8
      WHEN started_on::timestamp AT TIME ZONE ${zone} >= (SELECT min(at) FROM events WHERE family = 'behavioural')
        THEN (SELECT floor(extract(epoch FROM min(at) - started_on::timestamp AT TIME ZONE ${zone}) / 86400)::float8
          FROM events WHERE events.account_id = early.account_id AND family = 'behavioural'
            AND at >= started_on::timestamp AT TIME ZONE ${zone}
            AND at < (started_on + ${EARLY_DAYS}::int)::timestamp AT TIME ZONE ${zone}) END AS x
  FROM early JOIN accounts USING (account_id)
    CROSS JOIN LATERAL (SELECT coalesce(attributes ->> 'onboarded_on', attributes ->> 'live_on') AS live) AS said`
