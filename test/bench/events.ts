import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connectDatabase } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { readCounters } from '#src/signals/counters.ts'
import { addWriteKey } from '#src/signals/write-key-store.ts'
import { createCluster } from '#test/support/cluster.ts'
import { type Bench, type Figure, quantile } from './bench.ts'

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000)
const A_BATCH = 100
const ACCOUNTS = 20_000
const AT_ONCE = 8
/** A day's worth, sent twice more. */
const REPLAYED = EVENTS / 10
const SERVER = fileURLToPath(new URL('events-server.ts', import.meta.url))
const KNOWLEDGE = fileURLToPath(new URL('../../prisma/seed', import.meta.url))

export const events: Bench = {
  name: 'events',
  measures: `${EVENTS.toLocaleString('en')} events over HTTP in batches of ${A_BATCH}, beside COPY of the same rows into the same table`,
  async run() {
    const cluster = await createCluster()
    if (cluster === undefined) throw new Error('This needs a PostgreSQL server: apt-get install postgresql.')
    const folder = await mkdtemp(join(tmpdir(), 'dramatis-bench-'))
    try {
      await chmod(folder, 0o777)
      await migrate(cluster.url('postgres'))
      return await measure(cluster.url('postgres'), join(folder, 'events.copy'))
    } finally {
      await cluster.remove()
      await rm(folder, { recursive: true })
    }
  },
}

async function measure(url: string, file: string): Promise<Figure[]> {
  const { db, close } = connectDatabase(url)
  const at = Temporal.Now.instant()
  await importFolder(db, KNOWLEDGE, { direct: false, now: at, zone: 'UTC', actor: 'bench' })
  const key = await addWriteKey(db, 'bench', { by: 'operator', at })
  const child = spawn(process.execPath, [SERVER, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = (await once(child.stdout ?? process.stdin, 'data')) as [Buffer]
    const target = { port: Number(String(port)), key, at }
    const sent = await send(target, EVENTS, child)
    const stored = await db.event.count()
    const replay = await send(target, REPLAYED, child)
    await send(target, REPLAYED, child)
    if (stored !== EVENTS || (await db.event.count()) !== EVENTS)
      throw new Error(
        `${stored} events were kept of ${EVENTS}, and ${await db.event.count()} after the replay.`,
      )
    const counted = await timeCounters(db)
    return figuresOf(sent, replay, await copyAgain(url, file), counted)
  } finally {
    child.kill()
    await close()
  }
}

type Target = { port: number; key: string; at: Temporal.Instant }
type Sent = { seconds: number; events: number; memory: number[] }

/** Several connections send what one generator makes; nothing but what is under way is in memory. */
async function send(target: Target, count: number, child: ChildProcess): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const batches = batchesOf(count, target.at)
  const memory: number[] = []
  let done = 0
  const from = performance.now()
  const sender = async () => {
    for (const body of batches) {
      await post(agent, target, body)
      done += A_BATCH
      if (done % (count / 20) < A_BATCH) memory.push(await residentMb(child))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  agent.destroy()
  return { seconds: (performance.now() - from) / 1000, events: count, memory }
}

async function post(agent: Agent, { port, key }: Target, body: string): Promise<void> {
  const headers = { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' }
  const sent = request({ port, host: '127.0.0.1', path: '/v1/batch', method: 'POST', agent, headers })
  sent.end(body)
  const [response] = await once(sent, 'response')
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200) throw new Error(`The answer was ${response.statusCode}.`)
}

const NAMES = [
  'Plan Opened',
  'Hand-off Sent',
  'Case Study Read',
  'Ticket Opened',
  'Email Opened',
  'Nobody Knows This',
]

/** The same events for the same moment: 90 days of 20,000 accounts. */
function* batchesOf(count: number, at: Temporal.Instant): Generator<string> {
  const sentAt = at.toString()
  for (let first = 0; first < count; first += A_BATCH) {
    const batch = Array.from({ length: A_BATCH }, (_, index) => eventOf(first + index, at))
    yield JSON.stringify({ batch, sentAt })
  }
}

function eventOf(number: number, at: Temporal.Instant): object {
  const account = (number * 7919) % ACCOUNTS
  return {
    type: 'track',
    messageId: `node-next-${((number * 2_654_435_761) % 2 ** 32).toString(16)}-${number}`,
    event: NAMES[number % NAMES.length],
    userId: `U-${account}-${number % 3}`,
    timestamp: at.subtract({ seconds: (number * 6007) % 7_776_000 }).toString(),
    context: { groupId: `A-${account}`, library: { name: '@segment/analytics-node', version: '3.1.0' } },
    properties: {
      count: number % 40,
      case: 'Hollerbek',
      category: 'invoice',
      page: '/not/kept',
      seat: 'neither',
    },
    integrations: {},
  }
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** The same rows once more, out of a file. */
async function copyAgain(url: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`COPY events TO '${file}'`)
  await client.query('TRUNCATE events')
  const from = performance.now()
  await client.query(`COPY events FROM '${file}'`)
  const seconds = (performance.now() - from) / 1000
  await client.end()
  return seconds
}

type Database = ReturnType<typeof connectDatabase>['db']

const NEEDS = [
  { read: 'count', signal: 'planner-used', days: 14 },
  { read: 'count', signal: 'case-study-read', days: 7 },
  { read: 'last', signal: 'planner-used' },
  { read: 'total', signal: 'hand-off-sent', property: 'count', days: 14 },
] as const

async function timeCounters(db: Database): Promise<{ one: number; many: number; all: number }> {
  await db.$executeRaw`VACUUM ANALYZE events`
  const medianOf = async (accounts: string[] | 'all') => {
    const samples: number[] = []
    for (let round = 0; round < 11; round += 1) {
      const from = performance.now()
      await readCounters(db, accounts, [...NEEDS], Temporal.Now.instant())
      samples.push(performance.now() - from)
    }
    return quantile(samples, 0.5)
  }
  const some = Array.from({ length: 100 }, (_, index) => `A-${index * 17}`)
  return { one: await medianOf(['A-1']), many: await medianOf(some), all: await medianOf('all') }
}

function figuresOf(
  sent: Sent,
  replay: Sent,
  copied: number,
  counted: Record<'one' | 'many' | 'all', number>,
): Figure[] {
  const half = sent.memory.length / 2
  const [early, late] = [Math.max(...sent.memory.slice(0, half)), Math.max(...sent.memory.slice(half))]
  const peer = 'COPY of the same rows into the same table'
  return [
    { figure: 'stored over HTTP', value: sent.events / sent.seconds, unit: 'events/s' },
    { figure: 'COPY', value: sent.events / copied, unit: 'events/s' },
    { figure: 'ratio', value: copied / sent.seconds, unit: '×', peer },
    { figure: 'the same again', value: replay.events / replay.seconds, unit: 'events/s' },
    { figure: 'memory, first half', value: early, unit: 'MB' },
    { figure: 'memory, second half', value: late, unit: 'MB', bound: '≤ first half + 10 %' },
    { figure: 'counters of one account', value: counted.one, unit: 'ms' },
    { figure: 'counters of 100 accounts', value: counted.many, unit: 'ms' },
    { figure: `counters of all ${ACCOUNTS.toLocaleString('en')}`, value: counted.all, unit: 'ms' },
  ]
}
