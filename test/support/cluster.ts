import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of our own on a Unix socket. The role `guarded` needs its password, everybody else none. */
export interface Cluster {
  url(database: string, role?: string): string
  start(): Promise<void>
  /** As an operator stops it: connected clients are told and cut off. */
  stop(): Promise<void>
  /** Frozen: it accepts connections and answers nothing. */
  pause(): void
  resume(): void
  remove(): Promise<void>
}

const HBA = 'local all guarded scram-sha-256\nlocal all all trust\n'
const SETTINGS = [
  'listen_addresses=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

/** Undefined where the machine has no PostgreSQL. */
export async function createCluster(): Promise<Cluster | undefined> {
  const bin = findServer()
  if (bin === undefined) return undefined
  const owner = serverUser()
  const dir = mkdtempSync(join(tmpdir(), 'dramatis-pg-'))
  chmodSync(dir, 0o700)
  if (owner !== undefined) chownSync(dir, owner.uid, owner.gid)
  const data = join(dir, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '--no-sync']
  execFileSync(join(bin, 'initdb'), initdb, { ...owner, cwd: dir, stdio: 'pipe' })
  writeFileSync(join(data, 'pg_hba.conf'), HBA)
  const cluster = run(join(bin, 'postgres'), dir, data, owner)
  await cluster.start()
  return cluster
}

function run(postgres: string, dir: string, data: string, owner: User | undefined): Cluster {
  let server: ChildProcess | undefined
  const url = (database: string, role = 'postgres') =>
    `postgresql://${role}@localhost/${database}?host=${dir}`
  const start = async () => {
    const args = ['-D', data, '-k', dir, ...SETTINGS.flatMap((setting) => ['-c', setting])]
    server = spawn(postgres, args, { ...owner, cwd: dir, stdio: 'ignore' })
    await untilReachable(url('postgres'))
  }
  const stop = async () => {
    if (server === undefined || server.exitCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGINT')
    await exited
  }
  return {
    url,
    start,
    stop,
    pause: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    remove: async () => {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The server and the processes that it started, one per connection. */
function signalAll(server: ChildProcess | undefined, signal: NodeJS.Signals) {
  if (server?.pid === undefined) return
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)], { encoding: 'utf8' })
  for (const pid of [server.pid, ...children.split('\n').filter(Boolean).map(Number)])
    process.kill(pid, signal)
}

async function untilReachable(url: string) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(100)
    }
  }
  throw new Error('The PostgreSQL server of the tests did not come up within 10 seconds.')
}

export function findServer(): string | undefined {
  return globSync('/usr/lib/postgresql/*/bin')
    .sort()
    .reverse()
    .find((bin) => existsSync(join(bin, 'initdb')))
}

interface User {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function serverUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
