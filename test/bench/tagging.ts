import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { migrate } from '#src/db/migrate.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { compileRule } from '#src/rules/compile.ts'
import { accountPages } from '#src/tags/account-page.ts'
import { retagAll } from '#src/tags/retag.ts'
import { createCluster } from '#test/support/cluster.ts'
import { addFiles } from '#test/support/folder.ts'
import type { Bench, Figure } from './bench.ts'

const ACCOUNTS = 100_000
const RULES = 20

/** All accounts through all tag rules, on a server: the first round writes every tag, the second finds them written. */
export const tagging: Bench = {
  name: 'tagging',
  measures: `${ACCOUNTS.toLocaleString('en')} accounts through ${RULES} rules over fields and a counter, on a PostgreSQL server`,
  async run() {
    const cluster = await createCluster()
    if (!cluster) throw new Error('This benchmark needs a PostgreSQL server: apt-get install postgresql.')
    const url = cluster.url('postgres')
    await migrate(url)
    const { db, close } = connectDatabase(url)
    try {
      await prepare(db)
      return await measure(db)
    } finally {
      await close()
      await cluster.remove()
    }
  },
}

/** Each rule takes another span of vehicles; every other one wants a signal, too. */
const ruleOf = (index: number): string => {
  const span = `account.attributes.vehicles >= ${index * 50} && account.attributes.vehicles < ${index * 50 + 40}`
  return index % 2 === 0 ? span : `${span} && count('planner-used', 30) >= 1`
}

async function prepare(db: Database): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'dramatis-tagging-'))
  const rules = Array.from({ length: RULES }, (_, index) => [
    `tag-rules/r${index}.yaml`,
    { title: `Rule ${index}`, persona: `p${index % 4}`, when: ruleOf(index), priority: index + 1 },
  ])
  const personas = [0, 1, 2, 3].map((index) => [
    `personas/p${index}.yaml`,
    { title: `Persona ${index}`, kind: 'primary', goals: [{ id: 'g1', text: 'Wants something' }] },
  ])
  const signal = {
    ...{ title: 'Planner used', family: 'behavioural', does: 'used the planner' },
    from: [{ type: 'track', name: 'Planned' }],
  }
  await addFiles(
    directory,
    Object.fromEntries([...rules, ...personas, ['signals/planner-used.yaml', signal]]),
  )
  await importFolder(db, directory, {
    direct: false,
    now: Temporal.Now.instant(),
    zone: 'UTC',
    actor: 'operator',
  })
  await rm(directory, { recursive: true })
  await db.$executeRaw`
    INSERT INTO accounts (account_id, name, started_on, attributes)
    SELECT 'A' || lpad(i::text, 7, '0'), 'Account ' || i, '2025-01-01', jsonb_build_object('vehicles', i % 1000)
    FROM generate_series(1, ${ACCOUNTS}::int) i`
  await db.$executeRaw`
    INSERT INTO events (message_id, type, signal, family, account_id, at, received_at)
    SELECT 'm' || i, 'track', 'planner-used', 'behavioural', 'A' || lpad(i::text, 7, '0'), now() - interval '2 days', now()
    FROM generate_series(1, ${ACCOUNTS}::int, 3) i`
  await db.$executeRaw`ANALYZE`
}

async function measure(db: Database): Promise<Figure[]> {
  const ctx = {
    ...{ db, readLibrary: followLibrary(db), log: createLog('silent'), zone: 'UTC', currency: 'EUR' },
    now: () => Temporal.Now.instant(),
  }
  const bare = await bareLoop(db)
  const first = await timed(() => retagAll(ctx))
  const before = heap()
  const second = await timed(() => retagAll(ctx))
  const after = heap()
  return [
    { figure: 'every tag is new', value: first, unit: 's' },
    { figure: 'every tag is there', value: second, unit: 's' },
    { figure: 'accounts a second', value: ACCOUNTS / second, unit: '/s' },
    { figure: 'the rules alone', value: bare, unit: 's' },
    {
      figure: 'times the rules alone',
      value: second / bare,
      unit: '×',
      peer: 'a bare loop over the compiled rules',
    },
    { figure: 'memory grown over a round', value: (after - before) / 2 ** 20, unit: 'MB', bound: '< 30' },
  ]
}

/** The same rules asked of the same accounts, with nothing read or written meanwhile. */
async function bareLoop(db: Database): Promise<number> {
  const rules = Array.from({ length: RULES }, (_, index) => compileRule(ruleOf(index)))
  const at = new Date()
  const counters = new Map([['count planner-used 30', 1]])
  let seconds = 0
  for await (const page of accountPages(db, Temporal.Now.instant(), 'UTC'))
    seconds += await timed(() => {
      for (const { facts } of page) rules.find(({ test }) => test({ account: facts, counters, at }) === true)
      return Promise.resolve()
    })
  return seconds
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
