import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import type { AgeRow, Lives, PersonaSums, RenewalRow, TermRow } from './lives.ts'
import { termOf } from './term-sql.ts'

type SumsRow = Omit<PersonaSums, 'lately'> & {
  lateMonths: number
  lateRevenue: number
  lateFirst: number
  lateSupport: number | null
  lateSupportMonths: number
  lateTickets: number | null
}

type Row =
  | { of: 'sums'; row: SumsRow }
  | { of: 'ages'; row: AgeRow }
  | { of: 'renewals'; row: RenewalRow }
  | { of: 'terms'; row: TermRow }

type Span = {
  /** The last month, by its first day. */
  to: Temporal.PlainDate
  /** From this month on, what happened is held against a forecast. */
  heldBackFrom: Temporal.PlainDate
  /** After so many months renews who doesn't say otherwise. */
  term: number
}

/**
 * What each persona's customers brought and cost until a month, and who of them came up for renewal when: in one
 * statement, so that account-months are gone through once, and all is of the same moment.
 */
export async function readLives(db: Database, { to, heldBackFrom, term }: Span): Promise<Lives> {
  const heldBack = numberOf(heldBackFrom)
  const rows = await db.$queryRaw<Row[]>`
    WITH ${paidMonths(to)}, ${spans}, ${lives(term)}, ${seenMonths(to)}, ${numbered},
      ages AS (${agesBy(heldBack)}), renewals AS (${renewalsBy(heldBack, numberOf(to))}),
      terms AS (SELECT persona, term, count(*)::int AS accounts FROM numbered GROUP BY 1, 2 ORDER BY 1, 2),
      sums AS (${sumsBy(to)})
    SELECT 'sums' AS of, to_jsonb(sums) AS row FROM sums
    UNION ALL SELECT 'ages', to_jsonb(ages) FROM ages
    UNION ALL SELECT 'renewals', to_jsonb(renewals) FROM renewals
    UNION ALL SELECT 'terms', to_jsonb(terms) FROM terms`
  const found: Lives = { sums: [], ages: [], renewals: [], terms: [] }
  for (const each of rows) {
    if (each.of === 'sums') found.sums.push(sumsOf(each.row))
    else if (each.of === 'ages') found.ages.push(each.row)
    else if (each.of === 'renewals') found.renewals.push(each.row)
    else found.terms.push(each.row)
  }
  return found
}

const sumsOf = (row: SumsRow): PersonaSums => {
  const { lateMonths, lateRevenue, lateFirst, lateSupport, lateSupportMonths, lateTickets, ...rest } = row
  return {
    ...rest,
    lately: {
      months: lateMonths,
      revenue: lateRevenue,
      first: lateFirst,
      supportCost: lateSupport,
      supportMonths: lateSupportMonths,
      tickets: lateTickets,
    },
  }
}

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

const sumsBy = (to: Temporal.PlainDate): Prisma.Sql => Prisma.sql`
  SELECT persona, count(*)::int AS accounts,
    count(*) FILTER (WHERE pays_still AND last = ${to.toString()}::date)::int AS active,
    count(*) FILTER (WHERE begun IS NULL)::int AS ageless,
    sum(months)::float8 AS months, sum(revenue)::float8 AS revenue,
    sum(support)::float8 AS "supportCost", sum(support_months)::float8 AS "supportMonths",
    sum(late_months)::float8 AS "lateMonths", coalesce(sum(late_revenue), 0)::float8 AS "lateRevenue",
    sum(first_paid * late_months)::float8 AS "lateFirst", sum(late_support)::float8 AS "lateSupport",
    sum(late_support_months)::float8 AS "lateSupportMonths", sum(late_tickets)::float8 AS "lateTickets",
    count(*) FILTER (WHERE expanded)::int AS expanded, count(*) FILTER (WHERE expandable)::int AS expandable,
    coalesce(sum(expansion), 0)::float8 AS expansion, coalesce(sum(started), 0)::float8 AS started,
    bool_or(reconstructed) AS reconstructed
  FROM lives GROUP BY persona ORDER BY persona`

/** Months counted through, so that their distance is a difference. */
const monthNumber = (month: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(extract(year FROM ${month}) * 12 + extract(month FROM ${month}))::int`

const numberOf = ({ year, month }: Temporal.PlainDate): number => year * 12 + month

/** Months of which anybody has a row: in any other nobody's renewal was seen. */
const seenMonths = (to: Temporal.PlainDate): Prisma.Sql => Prisma.sql`
  seen AS (
    SELECT ${monthNumber(Prisma.sql`at`)} AS number
    FROM (SELECT min(month) AS first FROM account_months) AS oldest
      CROSS JOIN generate_series(first::timestamp, ${to.toString()}::timestamp, interval '1 month') AS at
    WHERE EXISTS (SELECT 1 FROM account_months WHERE month = at::date)
  )`

const numbered = Prisma.sql`
  numbered AS MATERIALIZED (
    SELECT persona, term, ${monthNumber(Prisma.sql`begun`)} AS begun, ${monthNumber(Prisma.sql`first`)} AS first,
      ${monthNumber(Prisma.sql`coalesce(ended, paid_last)`)} AS last, ended IS NOT NULL AS left_us
    FROM lives WHERE begun IS NOT NULL
  )`

/**
 * By months. The first month counts as age 1. An account without a row between two that it has was a customer.
 */
const agesBy = (heldBack: number): Prisma.Sql => Prisma.sql`
  SELECT persona, at - begun + 1 AS age, at >= ${heldBack}::int AS "heldBack",
    count(*)::int AS "atRisk", count(*) FILTER (WHERE left_us AND at = last)::int AS lost
  FROM numbered CROSS JOIN generate_series(first, last) AS at
  WHERE at IN (SELECT number FROM seen)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

/**
 * By terms. Whoever left within a term is lost at the renewal that ends it; it counts once that has come, as it does
 * for those who stayed. A term that had begun before the first row counts from there on.
 */
const renewalsBy = (heldBack: number, to: number): Prisma.Sql => Prisma.sql`
  SELECT persona, number AS age, due >= ${heldBack}::int AS "heldBack", count(*)::int AS "atRisk",
    count(*) FILTER (WHERE left_us AND last <= due)::int AS lost,
    sum(least(last - due + term, term) / term::float8) AS paid
  FROM numbered
    CROSS JOIN generate_series((first - begun) / term + 1, (last - begun) / term + 1) AS number
    CROSS JOIN LATERAL (SELECT begun + number * term - 1 AS due) AS renewal
  WHERE due <= ${to}::int AND (due <= last OR left_us) AND due IN (SELECT seen.number FROM seen)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
