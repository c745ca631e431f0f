import { glob, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '#src/errors.ts'
import { explainMapping, readMapping } from '#src/ingest/mapping.ts'
import { identifier, openFiles, quote, type Reader } from '#src/ingest/reader.ts'
import { inspectFile, type SourceFile } from '#src/ingest/source-file.ts'
import type { Connector, CursorKind, Wanted } from './connection.ts'

const MOST_FILES = 500

/** Files in a folder, read by DuckDB, which can reach nothing but them. */
export const folder: Connector = {
  called: 'a folder',
  example: '/data/exports',
  speaks: (address) =>
    address.startsWith('file:') || isAbsolute(address) || /^\.{0,2}[\w./-]+$/.test(address),
  async open(wanted) {
    const files = await findFiles(wanted)
    const reader = await openFiles(files, wanted.zone)
    const stop = () => reader.connection.interrupt()
    wanted.signal.addEventListener('abort', stop)
    try {
      return await view(reader, wanted, files)
    } catch (error) {
      await reader.close()
      throw error
    } finally {
      wanted.signal.removeEventListener('abort', stop)
    }
  },
}

async function findFiles({ address, files, title, variable }: Wanted): Promise<SourceFile[]> {
  if (files === undefined)
    throw new UserError(`The source ${title} reads a folder: say in its files which, such as *.csv.`)
  const path = address.startsWith('file:') ? fileURLToPath(address) : resolve(address)
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UserError(`${variable} names no folder that can be read.`)
  const names: string[] = []
  for await (const name of glob(files, { cwd: path })) names.push(name)
  const found = await Promise.all(names.toSorted().map((name) => inspectFile(join(path, name))))
  const [first] = found
  if (first === undefined) throw new UserError(`No file in the folder of ${variable} is called ${files}.`)
  const other = found.find(({ format, encoding }) => format !== first.format || encoding !== first.encoding)
  if (other)
    throw new UserError(
      `${first.name} and ${other.name} are of different formats: a source reads files of one, so name those by files.`,
    )
  if (found.length > MOST_FILES)
    throw new UserError(`${found.length} files are called ${files}: a source reads ${MOST_FILES} at most.`)
  return found
}

async function view(reader: Reader, { select, cursor, title }: Wanted, files: SourceFile[]) {
  const name = `of the source ${title}`
  const mapping = await readMapping(reader, select, name)
  const column = mapping.columns.find(({ name }) => name === cursor?.column.toLowerCase())
  const kind = column && kindOf(column.type)
  if (cursor && column && kind === undefined)
    throw new UserError(
      `The cursor ${cursor.column} of the source ${title} is ${column.type}: make it a time, a day or a number, as by ${cursor.column}::TIMESTAMPTZ.`,
    )
  const from = kind && cursor?.from(kind)
  const where =
    column && from !== undefined
      ? ` WHERE ${identifier(column.as)} >= CAST(${quote(from)} AS ${column.type})`
      : ''
  try {
    await reader.run(`CREATE VIEW mapping AS SELECT * FROM (${bare(select)}\n)${where}`)
  } catch (error) {
    throw explainMapping(error, name)
  }
  const [first] = files
  return {
    reader,
    columns: mapping.columns,
    cursorType: column?.type,
    ...(first && { format: first.format }),
  }
}

/** Without what ends a statement. */
const bare = (select: string): string => select.trim().replace(/;[\s;]*$/, '')

function kindOf(type: string): CursorKind | undefined {
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'time'
  if (/^TIMESTAMP/.test(type)) return 'local time'
  if (type === 'DATE') return 'date'
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*|DOUBLE|FLOAT)$/.test(type) ? 'number' : undefined
}
