import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import { type ImportedTable, importTable } from '#src/ingest/import-table.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'

export const NOW = '2026-11-22T10:00:00Z'

export function contextOn(db: Database): Context {
  return {
    db,
    readLibrary: followLibrary(db),
    log: createLog('silent'),
    now: () => Temporal.Instant.from(NOW),
    zone: 'Europe/Berlin',
    currency: 'EUR',
  }
}

/** A folder for the suite that calls this, where files are written and imported. */
export function useImports(database: { db: Database }) {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dramatis-accounts-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)
  return {
    path,
    /** Writes a file with this content and its mapping, and imports it. */
    async importFile(
      name: string,
      content: string | Buffer,
      sql = 'SELECT * FROM input',
      options: { table?: string; rejects?: string } = {},
    ): Promise<ImportedTable> {
      await writeFile(path(name), content)
      await writeFile(path(`${name}.sql`), sql)
      return await importTable(contextOn(database.db), {
        file: path(name),
        map: path(`${name}.sql`),
        actor: 'operator',
        ...options,
      })
    },
  }
}
