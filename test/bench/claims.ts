import pg from 'pg'
import { connectDatabase } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { claimPeriod } from '#src/runs/periods.ts'
import { createCluster } from '#test/support/cluster.ts'
import type { Bench, Figure } from './bench.ts'
import { doJobs } from './graphile-queue.ts'

const CLAIMS = 100_000
const INSTANCES = 10
/** So many instances want each period: all but one come too late. */
const RIVALS = 2
const START = Temporal.PlainDate.from('1900-01-01')

/** A way to claim: what it needs is opened and closed by it. */
type Way = { open(url: string): Promise<{ claim: Claim; close(): Promise<void> }> }
/** Claims something for an instance; true where it was the first. */
type Claim = (instance: number, number: number) => Promise<boolean>

/** Periods of a job, claimed as the clock does: the row, those that it stands in for, and a run, all or nothing. */
const ours: Way = {
  async open(url) {
    const instances = Array.from({ length: INSTANCES }, () => connectDatabase(url, { poolSize: 2 }))
    const now = Temporal.Now.instant()
    return {
      claim: async (mine, number) => {
        const from = START.add({ days: number })
        const period = {
          job: 'bench',
          period: from.toString(),
          from,
          scheduledAt: from.toZonedDateTime('UTC'),
        }
        const as = { mode: { as: 'scheduled' } as const, missed: [], scopes: ['board'], now }
        return await claimPeriod(nth(instances, mine).db, period, as)
      },
      close: async () => {
        for (const { close } of instances) await close()
      },
    }
  },
}

const bareInsert: Way = {
  async open(url) {
    const clients = Array.from({ length: INSTANCES }, () => new pg.Client({ connectionString: url }))
    for (const client of clients) await client.connect()
    await nth(clients, 0).query('CREATE TABLE bare_claims (name text PRIMARY KEY)')
    return {
      claim: async (mine, number) => {
        const insert = 'INSERT INTO bare_claims VALUES ($1) ON CONFLICT DO NOTHING'
        return (await nth(clients, mine).query(insert, [String(number)])).rowCount === 1
      },
      close: async () => {
        for (const client of clients) await client.end()
      },
    }
  },
}

/** Ten instances race for every period; each is to be had once. */
export const claims: Bench = {
  name: 'claims',
  measures: `${CLAIMS.toLocaleString('en')} claims by ${INSTANCES} instances, ${RIVALS} of them after each`,
  async run() {
    const cluster = await createCluster()
    if (cluster === undefined) throw new Error('This needs a PostgreSQL server: apt-get install postgresql.')
    try {
      const url = cluster.url('postgres')
      await migrate(url)
      return await figures(url)
    } finally {
      await cluster.remove()
    }
  },
}

async function figures(url: string): Promise<Figure[]> {
  const mine = await race(ours, url)
  const lost = CLAIMS - (await claimedPeriods(url))
  const bare = await race(bareInsert, url)
  const queue = CLAIMS / (await doJobs(url, CLAIMS, INSTANCES))
  const insert = 'a bare INSERT … ON CONFLICT'
  const peer = "graphile-worker's queue"
  return [
    { figure: 'duplicates', value: mine.won - CLAIMS + lost, unit: 'claims', bound: '= 0' },
    { figure: 'lost', value: lost, unit: 'claims', bound: '= 0' },
    { figure: 'claims per second', value: mine.perSecond, unit: '/s' },
    { figure: `jobs done of ${peer}`, value: queue, unit: '/s' },
    { figure: 'ratio to the queue', value: mine.perSecond / queue, unit: '×', peer },
    { figure: insert, value: bare.perSecond, unit: '/s' },
    { figure: 'ratio to the insert', value: mine.perSecond / bare.perSecond, unit: '×', peer: insert },
  ]
}

async function race(way: Way, url: string): Promise<{ won: number; perSecond: number }> {
  const { claim, close } = await way.open(url)
  let won = 0
  const began = performance.now()
  const instance = async (mine: number) => {
    for (let number = 0; number < CLAIMS; number += 1) {
      const wants = (mine - number + CLAIMS * INSTANCES) % INSTANCES < RIVALS
      if (wants && (await claim(mine, number))) won += 1
    }
  }
  await Promise.all(Array.from({ length: INSTANCES }, (_, mine) => instance(mine)))
  const seconds = (performance.now() - began) / 1000
  await close()
  return { won, perSecond: CLAIMS / seconds }
}

async function claimedPeriods(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    "SELECT count(*)::int AS count FROM job_periods JOIN job_runs USING (job, period) WHERE job = 'bench'",
  )
  await client.end()
  return rows[0]?.count ?? 0
}

function nth<T>(all: T[], index: number): T {
  const found = all[index]
  if (found === undefined) throw new Error(`There is no instance ${index}.`)
  return found
}
