import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { readValues } from '#src/kpis/read-values.ts'
import type { Measured, Metric } from './differentiation.ts'

/** Months of which the first days are from `from` to `to`. */
export type Window = { from: Temporal.PlainDate; to: Temporal.PlainDate }

type Moments = { n: number; mean: number | null; deviation: number | null }
type Row = {
  persona: string
  started: number
  left: number
  expandable: number
  expanded: number
  revenue: Moments
  support: Moments
  activity: Moments
  tickets: Moments
}

/** What each account did in a window, as tagged in its newest month of it; only those that paid. */
const accountsIn = ({ from, to }: Window): Prisma.Sql => Prisma.sql`
  spans AS (
    SELECT account_id, max(month) AS last, count(*) AS months,
      bool_or(month = ${from.toString()}::date AND mrr_start > 0) AS began,
      bool_or(mrr_start > 0 AND mrr_end <= 0) AS left_us,
      bool_or(mrr_start > 0) AS expandable, bool_or(mrr_start > 0 AND mrr_expansion > 0) AS expanded,
      avg(mrr_start + mrr_new + mrr_reactivation)::float8 AS revenue,
      avg(support_cost)::float8 AS support, avg(active_days)::float8 AS activity, avg(tickets)::float8 AS tickets
    FROM account_months
    WHERE month BETWEEN ${from.toString()}::date AND ${to.toString()}::date
      AND mrr_start + mrr_new + mrr_reactivation > 0
    GROUP BY account_id
  ), known AS (
    SELECT spans.*, newest.persona FROM spans
      JOIN account_months newest ON newest.account_id = spans.account_id AND newest.month = last
    WHERE newest.persona IS NOT NULL
  )`

const moments = (column: 'revenue' | 'support' | 'activity' | 'tickets'): Prisma.Sql => {
  const name = Prisma.raw(column)
  return Prisma.sql`json_build_object('n', count(${name}), 'mean', avg(${name}),
    'deviation', stddev_samp(${name})) AS ${name}`
}

/** How customers of each persona behaved in a window, an account counting once: added up by the database. */
export async function readBehaviour(db: Database, window: Window): Promise<Metric[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH ${accountsIn(window)}
    SELECT persona, count(*) FILTER (WHERE began)::int AS started, count(*) FILTER (WHERE began AND left_us)::int AS left,
      count(*) FILTER (WHERE expandable)::int AS expandable,
      count(*) FILTER (WHERE expandable AND expanded)::int AS expanded,
      ${moments('revenue')}, ${moments('support')}, ${moments('activity')}, ${moments('tickets')}
    FROM known GROUP BY persona`
  const share = (name: string, of: (row: Row) => { hits: number; n: number }): Metric => ({
    ...{ of: 'months', name },
    values: rows.map((row) => ({ persona: row.persona, ...of(row) })),
  })
  const mean = (name: 'revenue' | 'support' | 'activity' | 'tickets'): Metric => ({
    ...{ of: 'months', name },
    values: rows.map((row) => sampleOf(row.persona, row[name])),
  })
  return [
    share('churn', ({ started: n, left: hits }) => ({ n, hits })),
    share('expansion', ({ expandable: n, expanded: hits }) => ({ n, hits })),
    ...(['revenue', 'support', 'activity', 'tickets'] as const).map(mean),
  ]
}

const sampleOf = (persona: string, { n, mean, deviation }: Moments): Measured => ({
  ...{ persona, n },
  mean: mean ?? 0,
  deviation: deviation ?? 0,
})

/** Of each signal that came in a window, how many of each persona's accounts sent it. */
export async function readSignals(db: Database, window: Window, library: Library): Promise<Metric[]> {
  const until = window.to.add({ months: 1 })
  const all = await db.$queryRaw<{ persona: string; n: number }[]>`
    WITH ${accountsIn(window)} SELECT persona, count(*)::int AS n FROM known GROUP BY persona`
  const rows = await db.$queryRaw<{ signal: string; persona: string; hits: number }[]>`
    WITH ${accountsIn(window)}, seen AS (
      SELECT DISTINCT signal, account_id FROM events
      WHERE signal IS NOT NULL AND at >= ${window.from.toString()}::date AND at < ${until.toString()}::date
    )
    SELECT signal, persona, count(*)::int AS hits FROM seen JOIN known USING (account_id) GROUP BY 1, 2`
  const bySignal = Map.groupBy(rows, ({ signal }) => signal)
  return [...bySignal].map(([signal, own]) => ({
    of: 'signal',
    name: library.entries.get(`signal/${signal}`)?.title ?? signal,
    values: all.map(({ persona, n }) => ({
      ...{ persona, n },
      hits: own.find((row) => row.persona === persona)?.hits ?? 0,
    })),
  }))
}

/** An account counts once in a test: what counts account-months, tickets or events counts it often. */
const COUNTS_OFTEN = /account_months|tickets|events|touches/i

/** KPIs that say how many of how many, over the whole window. */
export async function readShares(
  db: Database,
  { from, to }: Window,
  library: Library,
  zone: string,
): Promise<Metric[]> {
  const metrics: Metric[] = []
  for (const { title, body, status } of entriesOf(library, 'kpi')) {
    if (status !== 'active' || body.unit !== 'share' || COUNTS_OFTEN.test(body.sql)) continue
    // As they were tagged then, as in every other number here.
    const read = await readValues(db, body.sql, [{ from, until: to.add({ months: 1 }), zone }], 'static')
    if ('fault' in read) continue
    const values = read.rows.flatMap(({ persona, numerator, denominator, n }): Measured[] => {
      if (persona === null || numerator === null || denominator !== n || n === 0) return []
      return Number.isInteger(numerator) && numerator >= 0 && numerator <= n
        ? [{ persona, n, hits: numerator }]
        : []
    })
    if (values.length > 1) metrics.push({ of: 'kpi', name: title, values })
  }
  return metrics
}
