import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBValue, JS } from '@duckdb/node-api'
import { causeOf, UserError } from '#src/errors.ts'
import type { SourceFile } from './source-file.ts'

/** DuckDB over files, whose rows are the view `input`, and able to reach nothing else. */
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
 * Opens files of one format, or none; times that name no zone are in the one given. The native library is large, so
 * that it is loaded here and not at start.
 */
async function openReader(files: SourceFile[], zone: string): Promise<Reader> {
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
    await mkdir(join(folder, 'spill'))
    const links = await Promise.all(files.map((file, index) => linkTo(file, folder, index)))
    await lock(reader, folder, links, files)
    return reader
  } catch (error) {
    await reader.close()
    throw error
  }
}

/** Throws a UserError where they can't be read. */
export async function openFiles(files: SourceFile[], zone: string): Promise<Reader> {
  return await openReader(files, zone).catch((error: unknown) => {
    const [first] = files
    const others = files.length > 1 ? ` (or one of ${files.length - 1} others like it)` : ''
    const cause = causeOf(error)
      .replace(/^\w+( \w+)? Error: /, '')
      .slice(0, 300)
    throw new UserError(`${first?.name}${others} can't be read as ${first?.format}: ${cause}`, {
      cause: error,
    })
  })
}

/** By a name of ours: one with * or [ in it would be a pattern for DuckDB, and match other files. */
async function linkTo(file: SourceFile, folder: string, index: number): Promise<string> {
  const compression = /\.(gz|zst)$/i.exec(file.name)?.[0].toLowerCase() ?? ''
  const link = join(folder, `input-${index}.${file.format}${compression}`)
  await symlink(file.path, link)
  return link
}

/** In this order: once locked, nothing here can be set any more, by us or by a mapping. */
async function lock({ run }: Reader, folder: string, links: string[], [first]: SourceFile[]): Promise<void> {
  const paths = links.map(quote)
  if (first) await run(`CREATE VIEW input AS ${scanOf(first, paths)}`)
  await run(`SET temp_directory = ${quote(join(folder, 'spill'))}`)
  await run(`SET max_temp_directory_size = '${LARGEST_SPILL}'`)
  await run(`SET allowed_paths = [${paths.join(', ')}]`)
  await run('SET enable_external_access = false')
  await run('SET lock_configuration = true')
}

/**
 * CSV as text throughout: a guess would take the zeros off an id, and a day for a month. Of JSON the times alone, as
 * DuckDB's guess loses their zone: no time is written by this format.
 */
function scanOf({ format, encoding }: SourceFile, paths: string[]): string {
  const all = `[${paths.join(', ')}], union_by_name = true`
  switch (format) {
    case 'csv': {
      // One by one, as DuckDB lists the lines that are no rows only where it needn't unite columns by name.
      const options = `header = true, all_varchar = true, store_rejects = true, encoding = '${encoding}'`
      return paths.map((path) => `SELECT * FROM read_csv(${path}, ${options})`).join(' UNION ALL BY NAME ')
    }
    case 'json':
      return `SELECT * FROM read_json(${all}, sample_size = -1, maximum_depth = 2, timestampformat = 'no time %Y')`
    case 'parquet':
      return `SELECT * FROM read_parquet(${all})`
  }
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
