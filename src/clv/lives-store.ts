import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import type { AgeRow, Lives, PersonaSums, RenewalRow, TermRow } from './lives.ts'
import { numberOf, withLives } from './lives-sql.ts'

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
    WITH ${withLives(to, term)},
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

/**
 * By months. The first month counts as age 1. An account without a row between two that it has was a customer.
 */
const agesBy = (heldBack: number): Prisma.Sql => Prisma.sql`
  SELECT persona, at - begun + 1 AS age, at >= ${heldBack}::int AS "heldBack",
    count(*)::int AS "atRisk", count(*) FILTER (WHERE left_us AND at = last)::int AS lost
  FROM numbered CROSS JOIN generate_series(first, last) AS at
  WHERE at = ANY(ARRAY(SELECT number FROM seen))
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
  WHERE due <= ${to}::int AND (due <= last OR left_us) AND due = ANY(ARRAY(SELECT seen.number FROM seen))
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
