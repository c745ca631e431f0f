import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { AnyClaim, Change } from '#src/board/change.ts'
import { claimsById } from '#src/board/diff.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import { partOf } from '#src/board/parts.ts'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { createCluster } from '#test/support/cluster.ts'
import type { Bench, Figure } from './bench.ts'
import { SECRET, startBot } from './bot-process.ts'
import { startSlackStub } from './slack-stub.ts'

const CLIENTS = 50
const PROPOSALS = 20
const VOTES = CLIENTS * PROPOSALS
const PATIENCE_MS = 300_000

/** Clicks on cards by everybody at once, delivered to two bots that share a server. */
export const votes: Bench = {
  name: 'votes',
  measures: `${VOTES.toLocaleString('en')} votes from ${CLIENTS} clients on ${PROPOSALS} proposals, two bots on a PostgreSQL server`,
  async run() {
    const cluster = await createCluster()
    if (!cluster) throw new Error('This benchmark needs a PostgreSQL server: apt-get install postgresql.')
    const url = cluster.url('postgres')
    await migrate(url)
    const { db, close } = connectDatabase(url)
    const slack = await startSlackStub()
    try {
      const proposals = await prepare(db)
      const bots = [await startBot(url, slack.apiUrl), await startBot(url, slack.apiUrl)]
      const seconds = await clickAll(db, proposals, bots, slack)
      for (const { process: child } of bots) child.kill('SIGKILL')
      return await figures(db, url, seconds, slack.answers())
    } finally {
      await close()
      slack.close()
      await cluster.remove()
    }
  },
}

type Slack = Awaited<ReturnType<typeof startSlackStub>>
type Bot = Awaited<ReturnType<typeof startBot>>

/** A board of fifty, ten of each function, and proposals that each change another statement. */
async function prepare(db: Database): Promise<number[]> {
  const now = Temporal.Now.instant()
  await seedDemo(db, now, 'UTC')
  await db.installation.update({ where: { id: 1 }, data: { demo: false } })
  await db.member.updateMany({ where: { roles: { has: 'board' } }, data: { roles: [] } })
  for (let client = 0; client < CLIENTS; client += 1) {
    const team = BOARD_FUNCTIONS[client % BOARD_FUNCTIONS.length] ?? ''
    const named = { handle: `voter-${client}`, name: `Voter ${client}`, slackUserId: userOf(client) }
    const { id } = await db.member.create({ data: { ...named, function: team, roles: ['board'] } })
    const seen = { teamId: 'T1', userId: userOf(client), memberId: id, checkedAt: new Date() }
    await db.slackIdentity.create({ data: seen })
  }
  const mina = await db.member.findUniqueOrThrow({ where: { handle: 'mina' } })
  const { entries } = await followLibrary(db)()
  const personas = [...entries.values()].filter(({ kind }) => kind === 'persona')
  const changes = personas.flatMap((entry) =>
    [...claimsById(entry.body).values()].map((found) => ({ entry, change: reworded(found) })),
  )
  const ids: number[] = []
  for (const [index, { entry, change }] of changes.slice(0, PROPOSALS).entries()) {
    const wanted = {
      ...{ source: `bench/${index}`, proposer: mina, rationale: 'Bench' },
      parts: [partOf(entry, [change])],
    }
    const opened = await openProposal(db, wanted, { channelId: 'C1', zone: 'UTC' }, now)
    if (opened.outcome !== 'open') throw new Error(`A proposal was not opened: ${opened.outcome}.`)
    ids.push(opened.proposal.id)
  }
  return ids
}

const reworded = ({ field, claim }: { field: string; claim: AnyClaim }): Change => ({
  ...{ type: 'changed', field, before: claim },
  after: { ...claim, cites: [] },
})

const userOf = (client: number): string => `U${1000 + client}`

/** Of every fourth proposal all but two functions leave it to the others, so that it is not decided. */
const choiceOf = (client: number, proposal: number): 'approve' | 'abstain' =>
  (proposal % 4 === 0 && client % BOARD_FUNCTIONS.length > 1) || (client + proposal) % 3 === 0
    ? 'abstain'
    : 'approve'

async function clickAll(db: Database, proposals: number[], bots: Bot[], slack: Slack): Promise<number> {
  slack.reset()
  const began = performance.now()
  const client = async (number: number) => {
    for (let turn = 0; turn < PROPOSALS; turn += 1) {
      const index = (number + turn) % PROPOSALS
      const bot = bots[(number + turn) % bots.length]
      const proposal = proposals[index]
      if (bot && proposal !== undefined)
        await click(bot, { proposal, choice: choiceOf(number, index) }, number, slack)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  while ((await db.request.count({ where: { finishedAt: { not: null } } })) < VOTES) {
    if (performance.now() - began > PATIENCE_MS) break
    await wait(20)
  }
  return (performance.now() - began) / 1000
}

async function click(
  { port }: Bot,
  { proposal, choice }: { proposal: number; choice: string },
  client: number,
  slack: Slack,
): Promise<void> {
  const payload = {
    ...{ type: 'block_actions', trigger_id: randomUUID(), response_url: slack.responseUrl },
    ...{ team: { id: 'T1' }, user: { id: userOf(client), team_id: 'T1' }, channel: { id: 'C1' } },
    container: { type: 'message', channel_id: 'C1', message_ts: '1.000001' },
    message: { ts: '1.000001' },
    actions: [
      {
        ...{ type: 'button', action_id: 'vote/0', block_id: 'b', action_ts: '1.1' },
        value: JSON.stringify({ proposal, revision: 1, choice }),
      },
    ],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const time = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex')}`
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': time,
    'x-slack-signature': signature,
  }
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body })
  if (!response.ok) throw new Error(`The ack was HTTP ${response.status}.`)
}

const countVotes = (db: Database): Promise<number> => db.auditRecord.count({ where: { action: 'vote' } })

async function figures(db: Database, url: string, seconds: number, answers: string[]): Promise<Figure[]> {
  const [counted, rows] = [await countVotes(db), await db.vote.count()]
  const tooLate = answers.filter((said) => said.includes('no longer open')).length
  const proposals = await db.proposal.findMany({ orderBy: { id: 'asc' } })
  const wrong = proposals.filter(({ state }, index) => state !== expected(index))
  const [deadlocks] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()`
  const bare = VOTES / (await bareInserts(url))
  const peer = 'as many bare inserts'
  return [
    { figure: 'counted', value: counted, unit: 'votes' },
    { figure: 'told that it was decided', value: tooLate, unit: 'votes' },
    { figure: 'told anything else', value: answers.length - tooLate, unit: 'votes', bound: '= 0' },
    { figure: 'lost', value: VOTES - counted - tooLate, unit: 'votes', bound: '= 0' },
    { figure: 'counted twice', value: counted - rows, unit: 'votes', bound: '= 0' },
    { figure: "outcomes unlike the model's", value: wrong.length, unit: '', bound: '= 0' },
    { figure: 'deadlocks', value: Number(deadlocks?.count ?? 0), unit: '', bound: '= 0' },
    { figure: 'votes per second', value: VOTES / seconds, unit: '/s' },
    { figure: `${peer}`, value: bare, unit: '/s' },
    { figure: 'ratio', value: VOTES / seconds / bare, unit: '×', peer },
  ]
}

/** What came of a proposal that everybody has voted on, by counting: no vote against, so heard is who approved. */
function expected(proposal: number): string {
  const approving = Array.from({ length: CLIENTS }, (_, client) => client).filter(
    (client) => choiceOf(client, proposal) === 'approve',
  )
  const heard = new Set(approving.map((client) => client % BOARD_FUNCTIONS.length))
  return heard.size >= 3 ? 'approved' : 'expired'
}

/** The seconds that as many clients need for as many rows without any meaning. */
async function bareInserts(url: string): Promise<number> {
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: url }))
  for (const client of clients) await client.connect()
  await clients[0]?.query('CREATE TABLE bare_votes (proposal int, voter int, choice text)')
  const began = performance.now()
  await Promise.all(
    clients.map(async (client, voter) => {
      for (let proposal = 0; proposal < PROPOSALS; proposal += 1)
        await client.query('INSERT INTO bare_votes VALUES ($1, $2, $3)', [proposal, voter, 'approve'])
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const client of clients) await client.end()
  return seconds
}
