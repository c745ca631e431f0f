import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'

const silent = new Logger(() => () => {})
/** What its queue is filled with at a time. */
const CHUNK = 10_000

/**
 * graphile-worker's queue, filled beforehand, with one worker an instance that does one job at a time, set up as it
 * comes. Resolves with the seconds from the first job to the last.
 */
export async function doJobs(url: string, jobs: number, instances: number): Promise<number> {
  const pools = Array.from({ length: instances }, () => poolOf(url))
  await fill(pools[0] ?? poolOf(url), jobs)
  const done = new Set<number>()
  const { promise: allDone, resolve } = Promise.withResolvers<void>()
  const taskList = {
    bench: async (payload: unknown) => {
      done.add((payload as { number: number }).number)
      if (done.size === jobs) resolve()
    },
  }
  const began = performance.now()
  const start = (pgPool: pg.Pool) => run({ pgPool, taskList, noHandleSignals: true, logger: silent })
  const runners = await Promise.all(pools.map(start))
  await allDone
  const seconds = (performance.now() - began) / 1000
  for (const runner of runners) await runner.stop()
  for (const pool of pools) await pool.end()
  return seconds
}

async function fill(pgPool: pg.Pool, jobs: number): Promise<void> {
  const queue = await makeWorkerUtils({ pgPool, logger: silent })
  await queue.migrate()
  for (let from = 0; from < jobs; from += CHUNK) {
    const some = Array.from({ length: Math.min(CHUNK, jobs - from) }, (_, index) => from + index)
    await queue.addJobs(some.map((number) => ({ identifier: 'bench', payload: { number } })))
  }
  await queue.release()
}

/** It asks for listeners on its pool, so that a lost connection ends nothing. */
function poolOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 10 })
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}
