import { PrismaPg } from '@prisma/adapter-pg'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { causeOf, UserError } from '#src/errors.ts'
import { listMigrations, MIGRATIONS, readMigrations } from './migrations.ts'
import { openSchemaEngine } from './schema-engine.ts'

/** The key that Prisma's engine locks itself, so that ours, another one and `prisma migrate deploy` take turns. */
const PRISMA_LOCK = 72_707_369

/**
 * Applies what is pending, leaving the rows that `prisma migrate deploy` would, and returns the names. Of two at
 * once on a server the second waits and finds nothing to do; the embedded database is migrated by its owner alone.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  if ((await pendingMigrations(url, folder)).length === 0) return []
  // One connection, since the lock belongs to a session and ends with it.
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
  try {
    await pool.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    const engine = await openSchemaEngine(new PrismaPg(pool))
    await forgetFailed(pool, engine)
    return await apply(engine, folder)
  } finally {
    await pool.end()
  }
}

/** The names of migrations that the database lacks, without loading the engine: start-up waits for this. */
export async function pendingMigrations(url: string, folder = MIGRATIONS): Promise<string[]> {
  const applied = new Set(await appliedMigrations(url))
  return (await listMigrations(folder)).filter((name) => !applied.has(name))
}

async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const found = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
    if (!found.rows[0]?.found) return []
    const { rows } = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return rows.map((row) => row.migration_name)
  } finally {
    await client.end()
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

async function apply(engine: SchemaEngine, folder: string): Promise<string[]> {
  const migrationsList = await toMigrationList(folder)
  try {
    const filters = { externalTables: [], externalEnums: [] }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
    return appliedMigrationNames
  } catch (error) {
    throw asUserError(error)
  }
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

/** The engine reports by a trace; the name and the database's own words are in it. */
function asUserError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error)
  const name = /migration_name="([^"]+)"/.exec(text)?.[1] ?? /The `([^`]+)` migration/.exec(text)?.[1]
  if (name === undefined) return error
  const cause = /^.*ERROR: (.*)$/m.exec(text)?.[1] ?? causeOf(error)
  return new UserError(
    `Migration ${name} failed and nothing of it was kept: ${cause}. Mend the cause, then run npm run migrate again.`,
    { cause: error },
  )
}
