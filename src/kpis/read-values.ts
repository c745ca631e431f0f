import type { Database, Transaction } from '#src/db/connect.ts'
import { beginReading, explain, type Found, isTooSlow, TOO_SLOW } from './check-definition.ts'
import { type Span, sqlFor } from './sql-text.ts'
import { knowTables } from './statistics.ts'

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
 * A KPI's rows of some periods in one statement, each planned for itself, in a transaction that only reads. What is
 * wrong with a definition that can't be computed is said instead.
 */
export async function readValues(
  db: Database,
  sql: string,
  spans: Span[],
): Promise<{ rows: KpiRow[] } | { fault: NonNullable<Found> }> {
  const [first] = spans
  if (!first) return { rows: [] }
  await knowTables(db)
  try {
    return await db.$transaction((tx) => readWithin(tx, valuesSql(sql, spans), first.zone), {
      timeout: 9_000,
    })
  } catch (error) {
    return { fault: explain(error) }
  }
}

async function readWithin(tx: Transaction, statement: string, zone: string) {
  await beginReading(tx, zone)
  if (await isTooSlow(tx, statement)) return { fault: TOO_SLOW }
  return { rows: await tx.$queryRawUnsafe<KpiRow[]>(statement) }
}

const valuesSql = (sql: string, spans: Span[]): string =>
  spans
    .map(
      (span) =>
        `SELECT '${span.from}' AS period, persona::text, numerator::float8, denominator::float8, n::int FROM (${sqlFor(sql, span)}\n) computed`,
    )
    .join('\nUNION ALL\n')

/** First days of months that were worked out from a snapshot, and not observed. */
export async function reconstructedMonths(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ month: string }[]>`
    SELECT DISTINCT month::text AS month FROM account_months WHERE reconstructed`
  return rows.map(({ month }) => month)
}
