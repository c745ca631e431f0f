import { Prisma } from '#prisma/generated/client.ts'
import { termOf } from './term-sql.ts'

/**
 * Common table expressions about every account that ever paid until a month (its first day): `paid_months`, `lives` with
 * what each brought and cost, and `numbered` with when it began, was first and last seen, in months counted through, and
 * whether it left; `seen` has the months of which anybody has a row.
 */
export const withLives = (to: Temporal.PlainDate, term: number): Prisma.Sql =>
  Prisma.sql`${paidMonths(to)}, ${spans}, ${lives(term)}, ${seenMonths(to)}, ${numbered}`

const YEAR = 12

/**
 * Each account-month up to a month with what was paid for it: what it began with, or what came back or started.
 * OFFSET 0 keeps PostgreSQL from computing that anew wherever it is used.
 */
const paidMonths = (to: Temporal.PlainDate): Prisma.Sql => Prisma.sql`
  paid_months AS NOT MATERIALIZED (
    SELECT *, paid > 0 AS pays FROM (
      SELECT account_id, month, mrr_start, mrr_end, mrr_expansion, support_cost, tickets, reconstructed,
        mrr_start + mrr_new + mrr_reactivation AS paid,
        month > ${to.subtract({ months: YEAR }).toString()}::date AS late
      FROM account_months WHERE month <= ${to.toString()}::date OFFSET 0
    ) AS known OFFSET 0
  )`

const spans = Prisma.sql`
  spans AS (
    SELECT account_id, min(month) FILTER (WHERE pays) AS first, max(month) AS last,
      max(month) FILTER (WHERE pays) AS paid_last, min(month) FILTER (WHERE pays AND mrr_end <= 0) AS ended,
      count(*) FILTER (WHERE pays) AS months, sum(paid) AS revenue,
      sum(support_cost) AS support, count(support_cost) FILTER (WHERE pays) AS support_months,
      count(*) FILTER (WHERE late AND pays) AS late_months, sum(paid) FILTER (WHERE late) AS late_revenue,
      sum(support_cost) FILTER (WHERE late) AS late_support,
      count(support_cost) FILTER (WHERE late AND pays) AS late_support_months,
      sum(tickets) FILTER (WHERE late) AS late_tickets,
      bool_or(mrr_start > 0) FILTER (WHERE late) AS expandable,
      bool_or(mrr_start > 0 AND mrr_expansion > 0) FILTER (WHERE late) AS expanded,
      sum(mrr_expansion) FILTER (WHERE late AND mrr_start > 0) AS expansion,
      sum(mrr_start) FILTER (WHERE late) AS started,
      bool_or(reconstructed) AS reconstructed
    FROM paid_months GROUP BY account_id
  )`

/**
 * The life of each account that ever paid: as tagged in its newest month, begun where it started to pay or, if it paid
 * before its first row, as the account says, and ended where it left for the first time.
 */
const lives = (term: number): Prisma.Sql => Prisma.sql`
  lives AS MATERIALIZED (
    SELECT spans.*, term, newest.persona, newest.mrr_end > 0 AS pays_still,
      oldest.mrr_start + oldest.mrr_new + oldest.mrr_reactivation AS first_paid,
      CASE WHEN oldest.mrr_start = 0 THEN first
        WHEN date_trunc('month', started_on)::date <= first THEN date_trunc('month', started_on)::date END AS begun
    FROM spans JOIN (SELECT account_id, started_on, ${termOf(term)} AS term FROM accounts) AS account USING (account_id)
      JOIN account_months newest ON newest.account_id = spans.account_id AND newest.month = last
      JOIN account_months oldest ON oldest.account_id = spans.account_id AND oldest.month = first
    WHERE newest.persona IS NOT NULL
  )`

/** Months counted through, so that their distance is a difference. */
export const monthNumber = (month: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(extract(year FROM ${month}) * 12 + extract(month FROM ${month}))::int`

export const numberOf = ({ year, month }: Temporal.PlainDate): number => year * 12 + month

/** Months of which anybody has a row: in any other nobody's renewal was seen. */
const seenMonths = (to: Temporal.PlainDate): Prisma.Sql => Prisma.sql`
  seen AS MATERIALIZED (
    SELECT ${monthNumber(Prisma.sql`at`)} AS number
    FROM (SELECT min(month) AS first FROM account_months) AS oldest
      CROSS JOIN generate_series(first::timestamp, ${to.toString()}::timestamp, interval '1 month') AS at
    WHERE EXISTS (SELECT 1 FROM account_months WHERE month = at::date)
  )`

const numbered = Prisma.sql`
  numbered AS MATERIALIZED (
    SELECT account_id, persona, term, first_paid, ${monthNumber(Prisma.sql`begun`)} AS begun, ${monthNumber(Prisma.sql`first`)} AS first,
      ${monthNumber(Prisma.sql`coalesce(ended, paid_last)`)} AS last, ended IS NOT NULL AS left_us
    FROM lives WHERE begun IS NOT NULL
  )`
