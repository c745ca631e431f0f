import pg from 'pg'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { kpi } from '#src/kpis/kpi.ts'
import { readValues } from '#src/kpis/read-values.ts'
import { createCluster } from '#test/support/cluster.ts'
import { type Bench, type Figure, quantile } from './bench.ts'
import { handWritten } from './kpis-by-hand.ts'

const MONTHS = 24
const ACCOUNTS = 41_667
const ROUNDS = 11
const MONTH = {
  from: Temporal.PlainDate.from('2026-10-01'),
  until: Temporal.PlainDate.from('2026-11-01'),
  zone: 'UTC',
}
const QUARTER = {
  ...MONTH,
  from: Temporal.PlainDate.from('2026-07-01'),
  until: Temporal.PlainDate.from('2026-10-01'),
}

/** Each KPI that ships through the program, beside one statement that somebody wrote by hand for the same numbers. */
export const kpis: Bench = {
  name: 'kpis',
  measures: `each KPI that ships for one period of ${(ACCOUNTS * MONTHS).toLocaleString('en')} account-months, from its second read on, beside one hand-written statement for the same`,
  async run() {
    const cluster = await createCluster()
    if (cluster === undefined) throw new Error('This needs a PostgreSQL server: apt-get install postgresql.')
    try {
      const url = cluster.url('postgres')
      await migrate(url)
      return await measure(url)
    } finally {
      await cluster.remove()
    }
  },
}

async function measure(url: string): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  client.on('error', () => {})
  for (const statement of FILL) await client.query(statement)
  const { db, close } = connectDatabase(url)
  const figures: Figure[] = []
  let [all, allByHand] = [0, 0]
  for (const { slug, sql, span } of await shipped()) {
    const taken = await compare(db, client, { slug, sql, span })
    all += taken.program
    allByHand += taken.byHand
    figures.push({
      figure: slug,
      value: taken.program / taken.byHand,
      unit: '×',
      peer: `${taken.byHand.toFixed(0)} ms by hand`,
      bound: '≤ 1.3',
    })
  }
  await close()
  await client.end()
  figures.push({ figure: 'all together', value: all, unit: 'ms' })
  return [
    ...figures,
    { figure: 'all together, ratio', value: all / allByHand, unit: '×', peer: 'by hand', bound: '≤ 1.3' },
  ]
}

async function shipped() {
  const { folder } = await readFolder(new URL('../../prisma/seed', import.meta.url).pathname)
  return folder.entries.flatMap(({ kind, slug, content }) => {
    if (kind !== 'kpi') return []
    const { sql, frequency } = kpi.read(content.body).body
    return [{ slug, sql, span: frequency === 'quarterly' ? QUARTER : MONTH }]
  })
}

type Compared = { slug: string; sql: string; span: typeof MONTH }

/** Medians in ms. Both have to say the same. */
async function compare(db: Database, client: pg.Client, { slug, sql, span }: Compared) {
  const statement = handWritten(slug, span)
  const samples: Record<'program' | 'byHand', number[]> = { program: [], byHand: [] }
  for (let round = -1; round < ROUNDS; round += 1) {
    const program = async () => {
      const read = await readValues(db, sql, [span], 'static')
      if ('fault' in read) throw new Error(`${slug}: ${read.fault.found}`)
      return read.rows.map(({ persona, numerator, denominator, n }) => [persona, numerator, denominator, n])
    }
    const byHand = async () => (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows
    const [one, other] =
      round % 2 === 0 ? [await timed(program), await timed(byHand)] : await reversed(program, byHand)
    if (round < 0) {
      if (same(one.result) !== same(other.result))
        throw new Error(`${slug}: ${same(one.result)} is not ${same(other.result)}`)
      continue
    }
    samples.program.push(one.ms)
    samples.byHand.push(other.ms)
  }
  return { program: quantile(samples.program, 0.5), byHand: quantile(samples.byHand, 0.5) }
}

async function reversed<A, B>(first: () => Promise<A>, second: () => Promise<B>) {
  const other = await timed(second)
  return [await timed(first), other] as const
}

const same = (rows: unknown[][]): string =>
  JSON.stringify(
    rows
      .map(([persona, ...numbers]) => [
        String(persona),
        ...numbers.map((each) => Number(each).toPrecision(9)),
      ])
      .toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
  )

async function timed<T>(task: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now()
  const result = await task()
  return { result, ms: performance.now() - start }
}

/** Six personas; a tenth of the accounts has tickets, answers, deals, visits and hand-offs in the newest months. */
const FILL = [
  `INSERT INTO accounts (account_id, name, persona, started_on) SELECT 'A-' || n, 'Account ' || n, 'persona-' || n % 6,
     date '2024-11-01' + n % 700 FROM generate_series(1, ${ACCOUNTS}) n`,
  `INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_new, mrr_expansion, mrr_churned, mrr_end, support_cost, tickets, active_days)
   SELECT 'A-' || n, date '2024-11-01' + m * interval '1 month', 'persona-' || n % 6, 100, CASE WHEN (n + m) % 70 = 0 THEN 1 ELSE 0 END,
     CASE WHEN (n + m) % 20 = 0 THEN 10 ELSE 0 END, CASE WHEN (n + m) % 50 = 1 THEN 100 ELSE 0 END,
     100 + CASE WHEN (n + m) % 70 = 0 THEN 1 ELSE 0 END + CASE WHEN (n + m) % 20 = 0 THEN 10 ELSE 0 END - CASE WHEN (n + m) % 50 = 1 THEN 100 ELSE 0 END, n % 90, n % 4, n % 25
   FROM generate_series(1, ${ACCOUNTS}) n, generate_series(0, ${MONTHS - 1}) m`,
  `INSERT INTO tickets (ticket_id, account_id, opened_at, resolved_at, first_contact_resolved, reopened, escalated, csat)
   SELECT 'T-' || n, 'A-' || (n % ${ACCOUNTS} + 1), timestamptz '2026-06-01Z' + n * interval '45 seconds', timestamptz '2026-06-01Z' + n * interval '45 seconds' + n % 90 * interval '1 hour',
     n % 3 = 0, n % 11 = 0, n % 17 = 0, n % 5 + 1 FROM generate_series(1, 290000) n`,
  `INSERT INTO surveys (survey_id, account_id, kind, score, at) SELECT 'S-' || n, 'A-' || (n % ${ACCOUNTS} + 1), 'nps', n % 11,
     timestamptz '2026-06-01Z' + n * interval '2 minutes' FROM generate_series(1, 100000) n`,
  `INSERT INTO deals (deal_id, account_id, opened_on, closed_on, outcome) SELECT 'D-' || n, 'A-' || (n % ${ACCOUNTS} + 1), date '2026-04-01' + n % 150, date '2026-06-01' + n % 150,
     CASE n % 3 WHEN 0 THEN 'won' ELSE 'lost' END FROM generate_series(1, 60000) n`,
  `INSERT INTO contacts (contact_id, account_id, persona, is_lead) SELECT 'C-' || n, 'A-' || n, 'persona-' || n % 6, n % 2 = 0 FROM generate_series(1, ${ACCOUNTS}) n`,
  `INSERT INTO touches (user_id, at, utm_campaign, is_signup) SELECT 'C-' || (n % ${ACCOUNTS} + 1), timestamptz '2026-06-01Z' + n * interval '1 minute', 'campaign-' || n % 7, n % 4 = 0
     FROM generate_series(1, 200000) n`,
  `INSERT INTO spend (campaign, month, amount) SELECT 'campaign-' || c, date '2026-06-01' + m * interval '1 month', 1000 + c FROM generate_series(0, 6) c, generate_series(0, 4) m`,
  `INSERT INTO events (message_id, type, signal, account_id, at, received_at) SELECT 'E-' || n, 'track', CASE n % 3 WHEN 0 THEN 'planner-used' ELSE 'hand-off-sent' END,
     'A-' || (n % ${ACCOUNTS} + 1), timestamptz '2026-06-01Z' + n * interval '40 seconds', now() FROM generate_series(1, 320000) n`,
  'VACUUM ANALYZE',
]
