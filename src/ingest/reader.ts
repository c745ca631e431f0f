import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBValue, JS } from '@duckdb/node-api'
import type { SourceFile } from './source-file.ts'

/** DuckDB over one file, whose rows are the view `input`, and able to reach nothing else. */
export type Reader = {
  connection: DuckDBConnection
  run(sql: string, values?: DuckDBValue[]): Promise<void>
  rows(sql: string, values?: DuckDBValue[]): Promise<Record<string, JS>[]>
  close(): Promise<void>
}

/** Beyond it, DuckDB goes on in files of its own folder. */
const MEMORY = '350MB'
const LARGEST_SPILL = '20GB'
const SETTINGS = {
  memory_limit: MEMORY,
  threads: '2',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
}

/**
 * Opens a file; times that name no zone are in the one given. The native library is large, so that it is loaded here
 * and not at start.
 */
export async function openReader(file: SourceFile, zone: string): Promise<Reader> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const folder = await mkdtemp(join(tmpdir(), 'dramatis-import-'))
  const instance = await DuckDBInstance.create(':memory:', SETTINGS)
  const connection = await instance.connect()
  const reader: Reader = {
    connection,
    run: async (sql, values) => void (await connection.run(sql, values)),
    rows: async (sql, values) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS(),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await reader.run(`SET TimeZone = ${quote(zone)}`)
    await lock(reader, folder, await linkTo(file, folder), file)
    return reader
  } catch (error) {
    await reader.close()
    throw error
  }
}

/** By a name of ours: one with * or [ in it would be a pattern for DuckDB, and match other files. */
async function linkTo(file: SourceFile, folder: string): Promise<string> {
  await mkdir(join(folder, 'spill'))
  const compression = /\.(gz|zst)$/i.exec(file.name)?.[0].toLowerCase() ?? ''
  const link = join(folder, `input.${file.format}${compression}`)
  await symlink(file.path, link)
  return link
}

/** In this order: once locked, nothing here can be set any more, by us or by a mapping. */
async function lock({ run }: Reader, folder: string, link: string, file: SourceFile): Promise<void> {
  await run(`CREATE VIEW input AS SELECT * FROM ${scanOf(file, quote(link))}`)
  await run(`SET temp_directory = ${quote(join(folder, 'spill'))}`)
  await run(`SET max_temp_directory_size = '${LARGEST_SPILL}'`)
  await run(`SET allowed_paths = [${quote(link)}]`)
  await run('SET enable_external_access = false')
  await run('SET lock_configuration = true')
}

/**
 * CSV as text throughout: a guess would take the zeros off an id, and a day for a month. Of JSON the times alone, as
 * DuckDB's guess loses their zone: no time is written by this format.
 */
function scanOf({ format, encoding }: SourceFile, path: string): string {
  switch (format) {
    case 'csv':
      return `read_csv(${path}, header = true, all_varchar = true, store_rejects = true, encoding = '${encoding}')`
    case 'json':
      return `read_json(${path}, sample_size = -1, maximum_depth = 2, timestampformat = 'no time %Y')`
    case 'parquet':
      return `read_parquet(${path})`
  }
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
