import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { seedDemo } from '#prisma/seed-demo.ts'
import { connectDatabase } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { createCluster } from '#test/support/cluster.ts'
import { type Bench, type Figure, quantile } from './bench.ts'
import { SECRET, startBot, startProcess } from './bot-process.ts'
import { startSlackStub } from './slack-stub.ts'

const CONNECTIONS = 50
const REQUESTS = 2000
const ROUNDS = 3

/** `/persona NAME` over signed HTTP, each with its own trigger id, answers counted at the `response_url`. */
export const requests: Bench = {
  name: 'requests',
  measures: `/persona NAME over HTTP at ${CONNECTIONS} connections on a PostgreSQL server`,
  async run() {
    const cluster = await createCluster()
    if (!cluster) throw new Error('This benchmark needs a PostgreSQL server: apt-get install postgresql.')
    const url = cluster.url('postgres')
    await migrate(url)
    const { db, close } = connectDatabase(url)
    await seedDemo(db, Temporal.Now.instant(), 'UTC')
    await db.installation.update({ where: { id: 1 }, data: { demo: false } })
    await close()
    const slack = await startSlackStub()
    try {
      return await compare(url, slack)
    } finally {
      slack.close()
      await cluster.remove()
    }
  },
}

type Slack = Awaited<ReturnType<typeof startSlackStub>>
type Load = { perSecond: number; acks: number[] }

async function compare(databaseUrl: string, slack: Slack): Promise<Figure[]> {
  const [ours, theirs] = [await startBot(databaseUrl, slack.apiUrl), await startBaseline()]
  await load(ours.port, slack, 300)
  await load(theirs.port, slack, 300)
  const rounds: { ours: Load; theirs: Load }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      ours: await load(ours.port, slack, REQUESTS),
      theirs: await load(theirs.port, slack, REQUESTS),
    })
  }
  for (const { process: child } of [ours, theirs]) child.kill('SIGKILL')
  const median = (of: (round: (typeof rounds)[number]) => number) => quantile(rounds.map(of), 0.5)
  return [
    { figure: 'answers a second', value: median(({ ours: load }) => load.perSecond), unit: '/s' },
    { figure: 'baseline answers a second', value: median(({ theirs: load }) => load.perSecond), unit: '/s' },
    {
      figure: 'ratio',
      value: median((round) => round.ours.perSecond / round.theirs.perSecond),
      unit: '×',
      bound: '≥ 0.25',
      peer: 'a Bolt app that answers a constant',
    },
    { figure: 'ack p50', value: median(({ ours: load }) => quantile(load.acks, 0.5)), unit: 'ms' },
    {
      figure: 'ack p99',
      value: median(({ ours: load }) => quantile(load.acks, 0.99)),
      unit: 'ms',
      bound: '< 100',
    },
  ]
}

const startBaseline = () =>
  startProcess((port) => ({ args: ['test/bench/baseline-app.ts', String(port), SECRET], environment: {} }))

/** Sends requests on a fixed number of connections; done when the last answer has arrived. Acks in milliseconds. */
async function load(port: number, slack: Slack, count: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const acks: number[] = []
  slack.reset()
  const began = performance.now()
  let left = count
  const lane = async () => {
    while (left-- > 0) acks.push(await send(port, slack.responseUrl, agent))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  await slack.answered(count)
  agent.destroy()
  return { perSecond: count / ((performance.now() - began) / 1000), acks }
}

function send(port: number, responseUrl: string, agent: Agent): Promise<number> {
  const fields = {
    command: '/persona',
    text: 'carla',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: randomUUID(),
    response_url: responseUrl,
  }
  const body = new URLSearchParams(fields).toString()
  const time = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex')}`
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': time,
    'x-slack-signature': signature,
  }
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path: '/slack/events', method: 'POST', agent, headers },
      (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - began)
          else reject(new Error(`The ack was HTTP ${response.statusCode}.`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
