import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrate, pendingMigrations } from '#src/db/migrate.ts'
import { onEngine, onEveryEngine, useDatabase } from '#test/support/database.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dramatis-migrations-'))
})
afterAll(() => rm(root, { recursive: true }))

async function folderOf(name: string, migrations: Record<string, string>): Promise<string> {
  const folder = join(root, name)
  for (const [migration, sql] of Object.entries(migrations)) {
    await mkdir(join(folder, migration), { recursive: true })
    await writeFile(join(folder, migration, 'migration.sql'), sql)
  }
  return folder
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  beforeEach(async () => {
    await database.db.$executeRaw`DROP SCHEMA public CASCADE`
    await database.db.$executeRaw`CREATE SCHEMA public`
  })

  test('all are pending in an empty database, and applied in the order of their names', async () => {
    const folder = await folderOf('order', {
      '2_second': 'ALTER TABLE a ADD b int',
      '1_first': 'CREATE TABLE a ()',
    })
    expect(await pendingMigrations(database.url, folder)).toEqual(['1_first', '2_second'])
    expect(await migrate(database.url, folder)).toEqual(['1_first', '2_second'])
    expect(await pendingMigrations(database.url, folder)).toEqual([])
  })

  test('a migration that fails is named with the cause, leaves nothing, and goes through once mended', async () => {
    const broken = await folderOf('broken', { '1_half': 'CREATE TABLE half (); CREATE TABLE half ();' })
    await expect(migrate(database.url, broken)).rejects.toThrow(
      'Migration 1_half failed and nothing of it was kept: relation "half" already exists. Mend the cause, then run npm run migrate again.',
    )
    expect(await database.db.$queryRaw`SELECT to_regclass('half')::text AS found`).toEqual([{ found: null }])
    const mended = await folderOf('mended', { '1_half': 'CREATE TABLE half ();' })
    expect(await migrate(database.url, mended)).toEqual(['1_half'])
  })
})

onEngine('a server', (engine) => {
  const database = useDatabase(engine)

  test('of two that migrate at once one applies and the other finds nothing to do', async () => {
    const folder = await folderOf('once', { '3_slow': 'SELECT pg_sleep(1); CREATE TABLE once ();' })
    const both = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)])
    expect(both.toSorted((one, other) => one.length - other.length)).toEqual([[], ['3_slow']])
  })
})
