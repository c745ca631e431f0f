import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#src/db/migrate.ts'
import { type Cluster, createCluster } from './cluster.ts'
import { pgliteTemplate } from './pglite-template.ts'

/** What test files get by `inject('databases')`; test/support/database.ts makes fresh databases of it. */
export interface TestDatabases {
  /** A dump of a migrated PGlite data directory. */
  pgliteTemplate: string
  /** A server and a migrated database on it to copy. */
  server?: { url: string; template: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    databases: TestDatabases
  }
}

interface Running extends TestDatabases {
  stop(): Promise<void>
}

/** Projects are set up one by one, each with its own copy of this module: what they share hangs on the process. */
declare global {
  var dramatisTestDatabases: { running: Promise<Running>; users: number } | undefined
}

export default async function setup(project: TestProject) {
  globalThis.dramatisTestDatabases ??= { running: start(), users: 0 }
  const shared = globalThis.dramatisTestDatabases
  shared.users++
  const { stop, ...databases } = await shared.running
  project.provide('databases', databases)
  return async () => {
    shared.users--
    if (shared.users > 0) return
    globalThis.dramatisTestDatabases = undefined
    await stop()
  }
}

async function start(): Promise<Running> {
  // One after the other: while PGlite makes its template nothing else runs here, and a connection would time out.
  const template = await pgliteTemplate()
  const server = await startServer()
  if (server === undefined) return { pgliteTemplate: template, stop: async () => {} }
  const { stop, ...provided } = server
  return { pgliteTemplate: template, server: provided, stop }
}

async function startServer() {
  const cluster = await findCluster()
  if (cluster === undefined) return undefined
  const url = cluster.url('postgres')
  const template = `dramatis_template_${randomBytes(4).toString('hex')}`
  const stop = async () => {
    await command(url, `DROP DATABASE IF EXISTS ${template}`).finally(cluster.remove)
  }
  try {
    await command(url, `CREATE DATABASE ${template}`)
    await migrate(cluster.url(template))
    return { url, template, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function findCluster(): Promise<Pick<Cluster, 'url' | 'remove'> | undefined> {
  const given = process.env.TEST_DATABASE_URL
  if (given === undefined) return createCluster()
  return { url: (database) => withDatabase(given, database), remove: async () => {} }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = database
  return changed.href
}

async function command(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
