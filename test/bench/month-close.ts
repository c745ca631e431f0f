import pg from 'pg'
import { connectDatabase } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { closeMonth, missingAccounts, missingSql, monthCloseSql } from '#src/kpis/month-close.ts'
import { reviewOf } from '#src/kpis/review.ts'
import { createCluster } from '#test/support/cluster.ts'
import { type Bench, type Figure, quantile } from './bench.ts'

const MONTHS = 24
const ACCOUNTS = 41_667
const ROUNDS = 25
const MONTH = Temporal.PlainDate.from('2026-10-01')

/** The review's numbers through the program, beside the very statements that it sends, bare. */
export const monthClose: Bench = {
  name: 'month-close',
  measures: `the review's numbers for one month of ${(ACCOUNTS * MONTHS).toLocaleString('en')} account-months, beside the same SQL run bare`,
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
  await fill(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { db, close } = connectDatabase(url)
  const before = MONTH.subtract({ months: 1 })
  const bare = async () => {
    for (const { text, values } of [monthCloseSql(MONTH), monthCloseSql(before), missingSql(MONTH)])
      await client.query(text, values)
  }
  const program = async () => {
    const rows = await closeMonth(db, MONTH)
    const earlier = await closeMonth(db, before)
    return reviewOf({
      month: MONTH,
      rows,
      history: [{ month: before.toString(), rows: earlier }],
      missing: await missingAccounts(db, MONTH),
      instead: undefined,
      notes: [],
    })
  }
  const samples: Record<'bare' | 'program', number[]> = { bare: [], program: [] }
  for (let round = -3; round < ROUNDS; round += 1) {
    // In turn first: whoever comes second finds the other's pages read.
    const order = round % 2 === 0 ? (['bare', 'program'] as const) : (['program', 'bare'] as const)
    for (const which of order) {
      const taken = await timed(which === 'bare' ? bare : program)
      if (round >= 0) samples[which].push(taken)
    }
  }
  if ((await program()).personas.length !== 6) throw new Error('The review lacks personas.')
  await close()
  await client.end()
  const [bareMs, programMs] = [quantile(samples.bare, 0.5), quantile(samples.program, 0.5)]
  return [
    { figure: 'review, median', value: programMs, unit: 'ms' },
    { figure: 'the same SQL bare, median', value: bareMs, unit: 'ms' },
    { figure: 'ratio', value: programMs / bareMs, unit: '×', peer: 'the same SQL run bare', bound: '≤ 1.3' },
  ]
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}

/** Six personas, all months alike but for who churns in which. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO accounts (account_id, name) SELECT 'A-' || n, 'Account ' || n FROM generate_series(1, ${ACCOUNTS}) n`,
  )
  await client.query(
    `INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_expansion, mrr_churned, mrr_end, support_cost, tickets)
     SELECT 'A-' || n, date '2024-11-01' + m * interval '1 month', 'persona-' || n % 6, 100,
       CASE WHEN (n + m) % 20 = 0 THEN 10 ELSE 0 END, CASE WHEN (n + m) % 50 = 1 THEN 100 ELSE 0 END,
       100 + CASE WHEN (n + m) % 20 = 0 THEN 10 ELSE 0 END - CASE WHEN (n + m) % 50 = 1 THEN 100 ELSE 0 END, n % 90, n % 4
     FROM generate_series(1, ${ACCOUNTS}) n, generate_series(0, ${MONTHS - 1}) m`,
  )
  await client.query('VACUUM ANALYZE account_months')
  await client.end()
}
