import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'

/** How many of a persona came up for renewal at an age, in months from 1, and how many of them left. */
export type AgeRow = {
  persona: string
  age: number
  /** In the months that a forecast is held against. */
  heldBack: boolean
  atRisk: number
  lost: number
}

/** What a persona's customers brought and cost. Money in the installation's currency; a month is one in which one paid. */
export type PersonaSums = {
  persona: string
  accounts: number
  /** Those who paid when the last month ended. */
  active: number
  /** Those whose beginning nobody knows, so that they have no age. */
  ageless: number
  months: number
  revenue: number
  /** Null where no cost is known; of how many months it is. */
  supportCost: number | null
  supportMonths: number
  /** Of the last twelve months alone. What they paid in their first month counts once a month, as what they pay now. */
  lately: {
    months: number
    revenue: number
    first: number
    supportCost: number | null
    supportMonths: number
    tickets: number | null
  }
  /** Of those who paid in the last twelve months, how many expanded, and by how much of what months began with. */
  expanded: number
  expandable: number
  expansion: number
  started: number
  reconstructed: boolean
}

type Row = Omit<PersonaSums, 'lately'> & {
  lateMonths: number
  lateRevenue: number
  lateFirst: number
  lateSupport: number | null
  lateSupportMonths: number
  lateTickets: number | null
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

/**
 * The life of each account that ever paid: as tagged in its newest month, begun where it started to pay or, if it paid
 * before its first row, as the account says, and ended where it left for the first time.
 */
const lives = Prisma.sql`
  lives AS (
    SELECT spans.*, newest.persona, newest.mrr_end > 0 AS pays_still,
      oldest.mrr_start + oldest.mrr_new + oldest.mrr_reactivation AS first_paid,
      CASE WHEN oldest.mrr_start = 0 THEN first
        WHEN date_trunc('month', started_on)::date <= first THEN date_trunc('month', started_on)::date END AS begun
    FROM spans JOIN accounts USING (account_id)
      JOIN account_months newest ON newest.account_id = spans.account_id AND newest.month = last
      JOIN account_months oldest ON oldest.account_id = spans.account_id AND oldest.month = first
    WHERE newest.persona IS NOT NULL
  )`

/** What each persona's customers brought and cost until a month (its first day), in one pass and without an average over all. */
export async function readSums(db: Database, to: Temporal.PlainDate): Promise<PersonaSums[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH ${paidMonths(to)}, spans AS (
      SELECT account_id, min(month) FILTER (WHERE pays) AS first, max(month) AS last,
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
    ), ${lives}
    SELECT persona, count(*)::int AS accounts,
      count(*) FILTER (WHERE pays_still AND last = ${to.toString()}::date)::int AS active,
      count(*) FILTER (WHERE begun IS NULL)::int AS ageless,
      sum(months)::int AS months, sum(revenue)::float8 AS revenue,
      sum(support)::float8 AS "supportCost", sum(support_months)::int AS "supportMonths",
      sum(late_months)::int AS "lateMonths", coalesce(sum(late_revenue), 0)::float8 AS "lateRevenue",
      sum(first_paid * late_months)::float8 AS "lateFirst", sum(late_support)::float8 AS "lateSupport",
      sum(late_support_months)::int AS "lateSupportMonths", sum(late_tickets)::int AS "lateTickets",
      count(*) FILTER (WHERE expanded)::int AS expanded, count(*) FILTER (WHERE expandable)::int AS expandable,
      coalesce(sum(expansion), 0)::float8 AS expansion, coalesce(sum(started), 0)::float8 AS started,
      bool_or(reconstructed) AS reconstructed
    FROM lives GROUP BY persona ORDER BY persona`
  return rows.map(
    ({ lateMonths, lateRevenue, lateFirst, lateSupport, lateSupportMonths, lateTickets, ...row }) => ({
      ...row,
      lately: {
        months: lateMonths,
        revenue: lateRevenue,
        first: lateFirst,
        supportCost: lateSupport,
        supportMonths: lateSupportMonths,
        tickets: lateTickets,
      },
    }),
  )
}

/**
 * Renewals by age until a month, of accounts whose beginning is known. The first month counts as age 1. An account
 * without a row between two that it has was a customer; in a month of which nobody has a row, nobody's renewal was seen.
 */
export async function readAges(
  db: Database,
  to: Temporal.PlainDate,
  heldBackFrom: Temporal.PlainDate,
): Promise<AgeRow[]> {
  const seen = await db.$queryRaw<{ number: number }[]>`
    SELECT ${monthNumber(Prisma.sql`month`)} AS number FROM account_months
    WHERE month <= ${to.toString()}::date GROUP BY month`
  return await db.$queryRaw<AgeRow[]>`
    WITH spans AS (
      SELECT account_id, min(month) FILTER (WHERE pays) AS first, max(month) AS last,
        max(month) FILTER (WHERE pays) AS paid_last, min(month) FILTER (WHERE pays AND gone) AS ended
      FROM (
        SELECT account_id, month, mrr_start + mrr_new + mrr_reactivation > 0 AS pays, mrr_end <= 0 AS gone
        FROM account_months WHERE month <= ${to.toString()}::date OFFSET 0
      ) AS known GROUP BY account_id
    ), ${lives},
    numbered AS MATERIALIZED (
      SELECT persona, ${monthNumber(Prisma.sql`begun`)} AS begun, ${monthNumber(Prisma.sql`first`)} AS first,
        ${monthNumber(Prisma.sql`coalesce(ended, paid_last)`)} AS last, ended IS NOT NULL AS left_us
      FROM lives WHERE begun IS NOT NULL
    )
    SELECT persona, at - begun + 1 AS age, at >= ${numberOf(heldBackFrom)}::int AS "heldBack",
      count(*)::int AS "atRisk", count(*) FILTER (WHERE left_us AND at = last)::int AS lost
    FROM numbered CROSS JOIN generate_series(first, last) AS at
    WHERE at = ANY(${seen.map(({ number }) => number)}::int[])
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
}

/** Months counted through, so that their distance is a difference. */
const monthNumber = (month: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(extract(year FROM ${month}) * 12 + extract(month FROM ${month}))::int`

const numberOf = ({ year, month }: Temporal.PlainDate): number => year * 12 + month

/** The first and the last month with account-months before one; undefined where there are none. */
export async function readHistory(
  db: Database,
  before: Temporal.PlainDate,
): Promise<{ first: Temporal.PlainDate; last: Temporal.PlainDate } | undefined> {
  const [row] = await db.$queryRaw<{ first: string | null; last: string | null }[]>`
    SELECT min(month)::text AS first, max(month)::text AS last FROM account_months
    WHERE month < ${before.toString()}::date`
  if (!row?.first || !row.last) return undefined
  return { first: Temporal.PlainDate.from(row.first), last: Temporal.PlainDate.from(row.last) }
}
