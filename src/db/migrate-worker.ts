import { parentPort, workerData } from 'node:worker_threads'
import { PrismaPg } from '@prisma/adapter-pg'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { z } from 'zod'
import { readMigrations } from './migrations.ts'
import { openSchemaEngine } from './schema-engine.ts'

export type Outcome = { applied: string[] } | { failure: string }

/** The key that Prisma's engine locks itself, so that ours, another one and `prisma migrate deploy` take turns. */
const PRISMA_LOCK = 72_707_369

const { url, folder } = z.object({ url: z.string(), folder: z.string() }).parse(workerData)
parentPort?.postMessage(await applyAll())

async function applyAll(): Promise<Outcome> {
  // One connection, since the lock belongs to a session and ends with it.
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
  pool.on('connect', (client) => void client.on('error', () => {}))
  try {
    // Waits as long as it takes, where the engine would give up after ten seconds.
    await pool.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    const engine = await openSchemaEngine(new PrismaPg(pool))
    await forgetFailed(pool, engine)
    const migrationsList = await toMigrationList(folder)
    const filters = { externalTables: [], externalEnums: [] }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
    return { applied: appliedMigrationNames }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  } finally {
    await pool.end()
  }
}

/** A script runs in one transaction, so what failed left nothing: it is marked so, and tried again. */
async function forgetFailed(pool: pg.Pool, engine: SchemaEngine) {
  const found = await pool.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
  if (!found.rows[0]?.found) return
  const { rows } = await pool.query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations
     WHERE finished_at IS NULL AND rolled_back_at IS NULL AND applied_steps_count = 0`,
  )
  for (const row of rows) await engine.markMigrationRolledBack({ migrationName: row.migration_name })
}

async function toMigrationList(folder: string): Promise<MigrationList> {
  const migrations = await readMigrations(folder)
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: null },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}
