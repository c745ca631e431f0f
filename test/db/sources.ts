import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import { checkSource } from '#src/sources/check-source.ts'
import { sourceNamed } from '#src/sources/find-source.ts'
import { runSource } from '#src/sources/run-source.ts'
import { importFiles } from '#test/support/knowledge.ts'
import { contextOn } from './accounts-import.ts'

/** The lines of a CSV file. */
export const csv = (...lines: string[]) => [...lines, ''].join('\n')

/** A folder that sources read from, and sources as entries, for the suite that calls this. */
export function useSources(database: { db: Database }) {
  let folder = ''
  const connections = new Map<string, string>()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dramatis-sources-'))
    connections.set('exports', folder)
  })
  afterAll(() => rm(folder, { recursive: true }))
  const context = (): Context => ({ ...contextOn(database.db), connections })
  const find = async (name: string) => sourceNamed(await context().readLibrary(), name)
  return {
    connections,
    context,
    find,
    put: (name: string, content: string | Buffer) => writeFile(join(folder, name), content),
    remove: (name: string) => rm(join(folder, name)),
    /** Writes entries of sources and fields: `sources/x.yaml` with its lines. */
    async enter(files: Record<string, string>) {
      await importFiles(database.db, files)
    },
    async run(name: string, options: { all?: boolean } = {}) {
      return await runSource(context(), await find(name), { by: 'operator', ...options })
    },
    async check(name: string) {
      return await checkSource(context(), await find(name), 'operator')
    },
  }
}
