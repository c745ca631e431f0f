import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '#src/db/migrate.ts'
import { createCluster } from '#test/support/cluster.ts'
import type { Bench, Figure } from './bench.ts'

const ACCOUNTS = 41_667
const MONTHS = 24
const ROWS = ACCOUNTS * MONTHS
const COLUMNS =
  'account_id,month,mrr_start,mrr_new,mrr_reactivation,mrr_expansion,mrr_contraction,mrr_churned,mrr_end,tickets,support_cost,active_days'
const COMMAND = fileURLToPath(new URL('import-command.ts', import.meta.url))

export const importBench: Bench = {
  name: 'import',
  measures: `${ROWS.toLocaleString('en')} account-months from CSV, beside COPY of the same rows into the same table`,
  async run() {
    const cluster = await createCluster()
    if (cluster === undefined) throw new Error('This needs a PostgreSQL server: apt-get install postgresql.')
    const folder = await mkdtemp(join(tmpdir(), 'dramatis-bench-'))
    try {
      await chmod(folder, 0o755)
      const url = cluster.url('postgres')
      await migrate(url)
      return await measure(url, await writeFiles(folder))
    } finally {
      await cluster.remove()
      await rm(folder, { recursive: true })
    }
  },
}

type Files = { csv: string; map: string }

async function measure(url: string, { csv, map }: Files): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `INSERT INTO accounts (account_id, name) SELECT 'A-' || n, 'Account ' || n FROM generate_series(1, ${ACCOUNTS}) n`,
  )
  const copied = await timed(() => client.query(`COPY account_months (${COLUMNS}) FROM '${csv}' CSV HEADER`))
  await client.query('TRUNCATE account_months')
  const imported = await importInProcess(url, csv, map)
  const again = await importInProcess(url, csv, map)
  const { rows } = await client.query('SELECT count(*)::int AS rows FROM account_months')
  await client.end()
  if (rows[0]?.rows !== ROWS) throw new Error(`${rows[0]?.rows} rows arrived instead of ${ROWS}.`)
  return figuresOf(copied, imported, again)
}

type Run = { seconds: number; peakMb: number }

function figuresOf(copied: number, imported: Run, again: Run): Figure[] {
  const peer = 'COPY of the same rows into the same table'
  const peak = Math.max(imported.peakMb, again.peakMb)
  return [
    { figure: 'import', value: ROWS / imported.seconds, unit: 'rows/s' },
    { figure: 'COPY', value: ROWS / copied, unit: 'rows/s' },
    { figure: 'import ratio', value: copied / imported.seconds, unit: '×', peer },
    { figure: 'same file again', value: ROWS / again.seconds, unit: 'rows/s' },
    { figure: 'peak memory', value: peak, unit: 'MB', bound: '< 1024' },
  ]
}

async function writeFiles(folder: string): Promise<Files> {
  const csv = join(folder, 'months.csv')
  const map = join(folder, 'months.sql')
  await pipeline(Readable.from(csvLines()), createWriteStream(csv))
  await writeFile(map, 'SELECT * FROM input')
  return { csv, map }
}

function* csvLines(): Generator<string> {
  yield `${COLUMNS}\n`
  for (let account = 1; account <= ACCOUNTS; account++) {
    const mrr = 50 + (account % 400)
    const months = Array.from({ length: MONTHS }, (_, index) => {
      const month = `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
      const grown = mrr + index
      return `A-${account},${month},${grown}.25,0,0,1,0,0,${grown + 1}.25,${(account + index) % 5},${(account % 7) * 12}.5,${index}\n`
    })
    yield months.join('')
  }
}

/** In a process of its own, as the command runs, so that its memory is its own too. */
async function importInProcess(url: string, csv: string, map: string): Promise<Run> {
  const from = performance.now()
  const child = spawn(process.execPath, [COMMAND, url, csv, map], { stdio: ['ignore', 'ignore', 'inherit'] })
  let peakMb = 0
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peakMb = Math.max(peakMb, Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024))
  }, 50)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(watch)
  if (code !== 0) throw new Error(`The import ended with code ${code}.`)
  return { seconds: (performance.now() - from) / 1000, peakMb }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
