import type { Env } from '#src/env.ts'
import { checkServer } from './check-server.ts'
import type { Connection } from './connect.ts'
import { migrate } from './migrate.ts'
import { type OpenOptions, openEmbedded } from './open-embedded.ts'

export interface OpenDatabase extends Connection {
  url: string
  engine: 'server' | 'embedded'
  /** Whether this process holds the embedded database; on a server nobody does. */
  owner: boolean
}

type Settings = Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>

/** The embedded database is one session: more connections would only wait for each other. */
const POOL_SIZE = { embedded: 4, server: 10 }

/** The database that the environment names, migrated and ready. Throws a UserError for what an operator can mend. */
export async function openDatabase(env: Settings, options: OpenOptions = {}): Promise<OpenDatabase> {
  const place = await findPlace(env, options)
  const { connectDatabase } = await import('./connect.ts')
  const { db, close } = connectDatabase(place.url, { ...options, poolSize: POOL_SIZE[place.engine] })
  return {
    ...place,
    db,
    close: async () => {
      await close()
      await place.close()
    },
  }
}

async function findPlace(env: Settings, options: OpenOptions) {
  if (env.DATABASE_URL === undefined) {
    return { engine: 'embedded' as const, ...(await openEmbedded(env.DATA_DIR, options)) }
  }
  await checkServer(env.DATABASE_URL, { migrated: true })
  return { engine: 'server' as const, url: env.DATABASE_URL, owner: false, close: async () => {} }
}

/** For `npm run migrate`: the names of what was applied. The embedded database is migrated whenever it is started. */
export async function migrateDatabase(env: Settings): Promise<string[]> {
  if (env.DATABASE_URL !== undefined) {
    await checkServer(env.DATABASE_URL, { migrated: false })
    return migrate(env.DATABASE_URL)
  }
  const { migrated, close } = await openEmbedded(env.DATA_DIR, {})
  await close()
  return migrated
}
