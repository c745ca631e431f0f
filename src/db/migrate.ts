import { Worker } from 'node:worker_threads'
import { UserError } from '#src/errors.ts'
import type { Outcome } from './migrate-worker.ts'
import { listMigrations, MIGRATIONS } from './migrations.ts'
import { withClient } from './plain-client.ts'

/**
 * Applies what is pending, leaving the rows that `prisma migrate deploy` would, and returns the names. Of two at
 * once on a server the second waits and finds nothing to do; the embedded database is migrated by its owner alone.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  if ((await pendingMigrations(url, folder)).length === 0) return []
  const outcome = await runEngine(url, folder)
  if ('applied' in outcome) return outcome.applied
  throw explain(outcome.failure)
}

/** The names of migrations that the database lacks, without loading the engine: start-up waits for this. */
export async function pendingMigrations(url: string, folder = MIGRATIONS): Promise<string[]> {
  const applied = new Set(await appliedMigrations(url))
  return (await listMigrations(folder)).filter((name) => !applied.has(name))
}

function appliedMigrations(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const found = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
    if (!found.rows[0]?.found) return []
    const { rows } = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return rows.map((row) => row.migration_name)
  })
}

/** In a thread: the engine keeps a timer for ten seconds and its memory for ever, and one of it fits in a thread. */
function runEngine(url: string, folder: string): Promise<Outcome> {
  const thread = new Worker(new URL('./migrate-worker.ts', import.meta.url), {
    workerData: { url, folder },
    execArgv: [],
  })
  return new Promise<Outcome>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The thread that migrates ended without a word.')))
  }).finally(() => thread.terminate())
}

/** The engine reports by a trace; the name of the migration and the database's own words are in it. */
function explain(failure: string): Error {
  const name = /migration_name="([^"]+)"/.exec(failure)?.[1] ?? /The `([^`]+)` migration/.exec(failure)?.[1]
  const cause = /^.*ERROR: (.*)$/m.exec(failure)?.[1] ?? failure.split('\n')[0]
  if (name === undefined) return new UserError(`The migrations can't be applied: ${cause}.`)
  return new UserError(
    `Migration ${name} failed and nothing of it was kept: ${cause}. Mend the cause, then run npm run migrate again.`,
  )
}
