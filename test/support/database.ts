import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { servePglite } from '#src/db/wire-server.ts'

export type Engine = 'PGlite' | 'a server'
const engines: readonly Engine[] = ['PGlite', 'a server']

export interface TestDatabase {
  url: string
  db: Database
  close(): Promise<void>
}

/** The same tests on both engines; those on a server are skipped where there is none. */
export function onEveryEngine(tests: (engine: Engine) => void) {
  for (const engine of engines) onEngine(engine, tests)
}

export function onEngine(engine: Engine, tests: (engine: Engine) => void) {
  const missing = engine === 'a server' && inject('databases').server === undefined
  describe.skipIf(missing)(`on ${engine}`, () => tests(engine))
}

/** A fresh migrated database for the suite that calls this; to be read inside its tests and hooks. */
export function useDatabase(engine: Engine): Pick<TestDatabase, 'url' | 'db'> {
  let database: TestDatabase | undefined
  const opened = () => {
    if (database === undefined) throw new Error('The database is there within tests and hooks only.')
    return database
  }
  beforeAll(async () => {
    database = await testDatabase(engine)
  })
  afterAll(() => database?.close())
  return {
    get url() {
      return opened().url
    },
    get db() {
      return opened().db
    },
  }
}

/** A fresh migrated database that the caller closes. */
export async function testDatabase(engine: Engine): Promise<TestDatabase> {
  const { url, remove } = engine === 'PGlite' ? await pgliteFromTemplate() : await copyOnServer()
  const { db, close } = connectDatabase(url, { poolSize: engine === 'PGlite' ? 4 : 10 })
  return {
    url,
    db,
    close: async () => {
      await close()
      await remove()
    },
  }
}

interface Place {
  url: string
  remove(): Promise<void>
}

/** A migrated PGlite in this process, served by nobody yet. */
export async function openTemplate(): Promise<PGlite> {
  const dump = await readFile(inject('databases').pgliteTemplate)
  return PGlite.create({ loadDataDir: new Blob([dump]) })
}

async function pgliteFromTemplate(): Promise<Place> {
  const pglite = await openTemplate()
  const dir = await mkdtemp(join(tmpdir(), 'dramatis-test-'))
  const server = await servePglite(pglite, dir)
  const remove = async () => {
    await server.close()
    await pglite.close()
    await rm(dir, { recursive: true })
  }
  return { url: server.url, remove }
}

async function copyOnServer(): Promise<Place> {
  const { server } = inject('databases')
  if (server === undefined) throw new Error('There is no PostgreSQL server: apt-get install postgresql.')
  const name = `dramatis_test_${randomBytes(6).toString('hex')}`
  await command(server.url, `CREATE DATABASE ${name} TEMPLATE ${server.template}`)
  const url = new URL(server.url)
  url.pathname = name
  return { url: url.href, remove: () => command(server.url, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function command(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
