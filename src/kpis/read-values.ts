import type { Database, Transaction } from '#src/db/connect.ts'
import { knowTables } from '#src/db/planner-statistics.ts'
import { beginReading, explain, type Found, isTooSlow, TOO_SLOW } from './check-definition.ts'
import type { Tags } from './month-close.ts'
import { isReckoned, keepReckoned } from './reckoned.ts'
import { type Span, sqlFor } from './sql-text.ts'

/** What a definition gives of one persona in one period. */
export type KpiRow = {
  /** First day of the period. */
  period: string
  /** Slug; null where nobody has tagged them. */
  persona: string | null
  numerator: number | null
  denominator: number | null
  n: number
}

/**
 * A KPI's rows of some periods in one statement, each planned for itself, in a transaction that only reads. `tags`: as whom
 * customers count. What is wrong with a definition that can't be computed is said instead.
 */
export async function readValues(
  db: Database,
  sql: string,
  spans: Span[],
  tags: Tags,
): Promise<{ rows: KpiRow[] } | { fault: NonNullable<Found> }> {
  const [first] = spans
  if (!first) return { rows: [] }
  const reckoned = `${tags} ${sql}`
  const isKnown = isReckoned(db, reckoned, spans.length)
  if (!isKnown) await knowTables(db)
  try {
    const statement = { text: AS_TAGGED[tags] + valuesSql(sql, spans), zone: first.zone, isKnown }
    const read = await db.$transaction((tx) => readWithin(tx, statement), { timeout: 9_000 })
    if (!isKnown && 'rows' in read) await keepReckoned(db, reckoned, spans.length)
    return read
  } catch (error) {
    return { fault: explain(error) }
  }
}

type Statement = { text: string; zone: string; isKnown: boolean }

async function readWithin(tx: Transaction, { text, zone, isKnown }: Statement) {
  await beginReading(tx, zone)
  if (!isKnown && (await isTooSlow(tx, text))) return { fault: TOO_SLOW }
  return { rows: await tx.$queryRawUnsafe<KpiRow[]>(text) }
}

/**
 * Where the board decided that accounts count as they are tagged now, a definition reads account-months with that
 * persona in the place of the one at the month's close; it need not know.
 */
const AS_TAGGED: Record<Tags, string> = {
  static: '',
  live: `WITH account_months AS NOT MATERIALIZED (
    SELECT months.account_id, months.month, accounts.persona, mrr_start, mrr_new, mrr_reactivation, mrr_expansion,
      mrr_contraction, mrr_churned, mrr_end, tickets, support_cost, active_days, reconstructed, months.attributes
    FROM account_months months JOIN accounts ON accounts.account_id = months.account_id
  )\n`,
}

/** One statement for all of these periods. */
export const valuesSql = (sql: string, spans: Span[]): string =>
  spans
    .map(
      (span) =>
        `SELECT '${span.from}' AS period, persona::text, numerator::float8, denominator::float8, n::float8 FROM (${sqlFor(sql, span)}\n) computed`,
    )
    .join('\nUNION ALL\n')

/** First days of months of these periods, the oldest first, that were worked out from a snapshot, and not observed. */
export async function reconstructedMonths(db: Database, spans: Span[]): Promise<string[]> {
  const [first, last] = [spans.at(0), spans.at(-1)]
  if (!first || !last) return []
  const months = monthsOf(first.from, last.until)
  const rows = await db.$queryRaw<{ month: string }[]>`
    SELECT month FROM unnest(${months}::text[]) AS asked (month)
    WHERE EXISTS (SELECT FROM account_months WHERE month = asked.month::date AND reconstructed)`
  return rows.map(({ month }) => month)
}

const monthsOf = (from: Temporal.PlainDate, until: Temporal.PlainDate): string[] =>
  Array.from({ length: from.until(until, { largestUnit: 'month' }).months }, (_, index) =>
    from.add({ months: index }).toString(),
  )
