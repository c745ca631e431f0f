import type { Transaction } from '#src/db/connect.ts'
import { beginReading, isTooSlow } from './check-definition.ts'
import type { KpiBody } from './kpi.ts'
import { periodsUpTo, periodWith } from './kpi-period.ts'
import { type KpiRow, valuesSql } from './read-values.ts'
import { LEAST_N } from './review.ts'
import type { Span } from './sql-text.ts'
import { judgeVanity, type Valued, type Vanity } from './vanity.ts'

/** Two years of months, four of quarters. */
const PERIODS = { monthly: 24, quarterly: 16 } as const
/** So many answers make a mean of one persona's period. */
const LEAST_ANSWERS = 10

const STAYED = `SELECT persona, count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0) AS numerator,
    count(*) FILTER (WHERE mrr_start > 0) AS denominator, count(*) FILTER (WHERE mrr_start > 0) AS n
  FROM account_months WHERE month >= :from AND month < :until GROUP BY persona`

/** Every rating from 0 to 1: of tickets and CSAT surveys from 1 to 5, of NPS surveys from 0 to 10. */
const CONTENT = `SELECT coalesce(months.persona, accounts.persona) AS persona, sum(said.score) AS numerator, count(*) AS denominator, count(*) AS n
  FROM (
    SELECT account_id, opened_at AS at, (csat - 1) / 4.0 AS score FROM tickets
    WHERE csat IS NOT NULL AND opened_at >= :from_time AND opened_at < :until_time
    UNION ALL
    SELECT account_id, at, CASE kind WHEN 'nps' THEN score / 10.0 ELSE (score - 1) / 4.0 END FROM surveys
    WHERE at >= :from_time AND at < :until_time
  ) said
  JOIN accounts ON accounts.account_id = said.account_id
  LEFT JOIN account_months months ON months.account_id = said.account_id AND months.month = :from
  GROUP BY 1`

/**
 * How a definition goes along with retention and satisfaction of each persona, over the newest closed periods that there
 * is anything of. Everything that it sets is undone. Undefined where it takes too long to tell.
 */
export async function readVanity(
  tx: Transaction,
  body: Pick<KpiBody, 'sql' | 'frequency' | 'indicator'>,
  zone: string,
): Promise<Vanity | undefined> {
  const spans = await newestSpans(tx, body.frequency, zone)
  if (spans.length === 0) return { verdict: 'untold', periods: 0 }
  await tx.$executeRaw`SAVEPOINT kpi_vanity`
  try {
    await beginReading(tx, zone)
    const kpi = await valuesOf(tx, body.sql, spans, LEAST_N)
    const retention = await valuesOf(tx, STAYED, spans, LEAST_N)
    const satisfaction = await valuesOf(tx, CONTENT, spans, LEAST_ANSWERS)
    if (!kpi || !retention || !satisfaction) return undefined
    return judgeVanity(kpi, { retention, satisfaction }, body.indicator)
  } finally {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT kpi_vanity`
    await tx.$executeRaw`RELEASE SAVEPOINT kpi_vanity`
  }
}

async function newestSpans(tx: Transaction, frequency: KpiBody['frequency'], zone: string): Promise<Span[]> {
  const { _max } = await tx.accountMonth.aggregate({ _max: { month: true } })
  if (!_max.month) return []
  const newest = Temporal.PlainDate.from(_max.month.toISOString().slice(0, 10))
  const span = periodWith(newest, frequency, zone)
  // A quarter counts once its last month is there.
  const isWhole = span.until.equals(newest.add({ months: 1 }))
  const last = isWhole ? span : periodWith(span.from.subtract({ days: 1 }), frequency, zone)
  return periodsUpTo(last, frequency, PERIODS[frequency])
}

async function valuesOf(
  tx: Transaction,
  sql: string,
  spans: Span[],
  least: number,
): Promise<Valued | undefined> {
  const statement = valuesSql(sql, spans)
  if (await isTooSlow(tx, statement)) return undefined
  const rows = await tx.$queryRawUnsafe<KpiRow[]>(statement)
  const places = new Map(spans.map(({ from }, index) => [from.toString(), index]))
  const valued = new Map<string, Map<number, number>>()
  for (const { persona, period, n, numerator, denominator } of rows) {
    const at = places.get(period)
    if (persona === null || at === undefined || n < least || numerator === null || !denominator) continue
    valued.set(persona, (valued.get(persona) ?? new Map<number, number>()).set(at, numerator / denominator))
  }
  return valued
}
