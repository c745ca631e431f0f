import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sandboxClient } from '#bot/sandbox/client.ts'
import { type Bench, quantile } from './bench.ts'

const RESTARTS = 3

/** From the start of the process to the first answered command in the stand-in workspace. */
export const start: Bench = {
  name: 'start',
  measures: 'npm start with the embedded database, to the first answered command',
  async run() {
    const directory = await mkdtemp(join(tmpdir(), 'dramatis-bench-'))
    const first = await startOnce(directory)
    const again: number[] = []
    let resident = 0
    for (let round = 0; round < RESTARTS; round += 1) {
      const { seconds, megabytes } = await startOnce(directory, 5000)
      again.push(seconds)
      resident = Math.max(resident, megabytes)
    }
    await rm(directory, { recursive: true })
    return [
      { figure: 'first start', value: first.seconds, unit: 's', bound: '< 8' },
      { figure: 'restart, median', value: quantile(again, 0.5), unit: 's', bound: '< 2.5' },
      { figure: 'resident memory, idle', value: resident, unit: 'MB', bound: '< 450' },
    ]
  },
}

async function startOnce(directory: string, idleMs = 0): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now()
  const environment = {
    DATABASE_URL: '',
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: '',
    DATA_DIR: directory,
    PORT: '0',
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, await startArguments(), {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const sam = sandboxClient(await pageUrl(child)).as('sam')
  await sam.command('#sales', '/persona carla')
  await sam.next({ in: '#sales' })
  const seconds = (performance.now() - began) / 1000
  await wait(idleMs)
  const megabytes = await residentMegabytes(child.pid ?? 0)
  child.kill('SIGTERM')
  await once(child, 'exit')
  return { seconds, megabytes }
}

/** What `npm start` runs, without npm. */
async function startArguments(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').slice(1)
}

async function pageUrl(child: ChildProcess): Promise<string> {
  let printed = ''
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk)
    const [url] = /http:\/\/\S+/.exec(printed) ?? []
    if (url) return url
  }
  throw new Error('The program ended before it printed its page.')
}

/** Linux says it in /proc; elsewhere it is not measured. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}
