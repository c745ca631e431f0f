import pg from 'pg'
import { connectDatabase } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { claimPeriod } from '#src/runs/periods.ts'
import { createCluster } from '#test/support/cluster.ts'
import type { Bench, Figure } from './bench.ts'

const CLAIMS = 100_000
const INSTANCES = 10
/** So many instances want each period: all but one come too late. */
const RIVALS = 2
const JOB = 'bench'
const START = Temporal.PlainDate.from('1900-01-01')

/** Claims something for an instance; true where it was the first. */
type Claim = (instance: number, number: number) => Promise<boolean>
/** A way to claim: what it needs is opened and closed by it. Another peer is one more line in PEERS. */
type Peer = { name: string; open(url: string): Promise<{ claim: Claim; close(): Promise<void> }> }

/** Periods of a job, claimed as the clock does: the row, those that it stands in for, and a run, all or nothing. */
const ours: Peer = {
  name: 'ours',
  async open(url) {
    const databases = Array.from({ length: INSTANCES }, () => connectDatabase(url, { poolSize: 2 }))
    const now = Temporal.Now.instant()
    return {
      claim: async (instance, number) => {
        const from = START.add({ days: number })
        const period = { job: JOB, period: from.toString(), from, scheduledAt: from.toZonedDateTime('UTC') }
        const as = { mode: { as: 'scheduled' } as const, missed: [], scopes: ['board'], now }
        const database = databases[instance]
        if (!database) throw new Error(`There is no instance ${instance}.`)
        return await claimPeriod(database.db, period, as)
      },
      close: async () => {
        for (const { close } of databases) await close()
      },
    }
  },
}

const bareInsert: Peer = {
  name: 'a bare INSERT … ON CONFLICT',
  async open(url) {
    const clients = Array.from({ length: INSTANCES }, () => new pg.Client({ connectionString: url }))
    for (const client of clients) await client.connect()
    await clients[0]?.query('CREATE TABLE bare_claims (name text PRIMARY KEY)')
    return {
      claim: async (instance, number) => {
        const insert = 'INSERT INTO bare_claims VALUES ($1) ON CONFLICT DO NOTHING'
        return (await clients[instance]?.query(insert, [String(number)]))?.rowCount === 1
      },
      close: async () => {
        for (const client of clients) await client.end()
      },
    }
  },
}

const PEERS: Peer[] = [bareInsert]

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
      const mine = await race(ours, url)
      const lost = CLAIMS - (await claimedPeriods(url))
      const others = []
      for (const peer of PEERS) others.push({ peer, ...(await race(peer, url)) })
      return [
        { figure: 'duplicates', value: mine.won - CLAIMS + lost, unit: 'claims', bound: '= 0' },
        { figure: 'lost', value: lost, unit: 'claims', bound: '= 0' },
        { figure: 'claims per second', value: mine.perSecond, unit: '/s' },
        ...others.flatMap(({ peer, perSecond }): Figure[] => [
          { figure: peer.name, value: perSecond, unit: '/s' },
          { figure: 'ratio', value: mine.perSecond / perSecond, unit: '×', peer: peer.name },
        ]),
      ]
    } finally {
      await cluster.remove()
    }
  },
}

async function race(peer: Peer, url: string): Promise<{ won: number; perSecond: number }> {
  const { claim, close } = await peer.open(url)
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
