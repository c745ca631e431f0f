import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { causeOf, UserError } from '#src/errors.ts'

type Format = 'csv' | 'json' | 'parquet'

export type SourceFile = {
  path: string
  /** For messages and the audit trail, which shall not tell where on a machine it lay. */
  name: string
  format: Format
  encoding: 'utf-8' | 'utf-16'
  sha256: string
}

const JSON_NAMES = ['.json', '.ndjson', '.jsonl']
const COMPRESSED = ['.gz', '.zst']

/** Looks at a file before anything reads it. Throws a UserError where nothing can be read from it. */
export async function inspectFile(path: string): Promise<SourceFile> {
  const name = basename(path)
  const head = await readHead(path)
  const format = formatOf(name, head)
  if (head.length === 0) throw new UserError(`${name} is empty.`)
  refuseOtherFormats(name, head)
  const encoding = isUtf16(head) ? 'utf-16' : 'utf-8'
  const checked = format !== 'parquet' && encoding === 'utf-8' && !isCompressed(name)
  return { path: resolve(path), name, format, encoding, sha256: await digest(path, name, checked) }
}

async function readHead(path: string): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) throw new UserError(`${path} is not a file.`)
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError(`There is no file ${path}.`)
    throw new UserError(`${path} can't be read: ${causeOf(error)}.`, { cause: error })
  }
}

function formatOf(name: string, head: Buffer): Format {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  const extension = extname(isCompressed(name) ? name.slice(0, -extname(name).length) : name).toLowerCase()
  if (JSON_NAMES.includes(extension)) return 'json'
  return extension === '.parquet' ? 'parquet' : 'csv'
}

function refuseOtherFormats(name: string, head: Buffer): void {
  const start = head.subarray(0, 4).toString('latin1')
  if (start.startsWith('PK')) {
    throw new UserError(
      `${name} is an Excel workbook or another zip file: save its sheet as CSV (UTF-8) first.`,
    )
  }
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    throw new UserError(`${name} is an old Excel workbook: save its sheet as CSV (UTF-8) first.`)
  }
}

const isCompressed = (name: string): boolean => COMPRESSED.includes(extname(name).toLowerCase())

const isUtf16 = (head: Buffer): boolean => ['fffe', 'feff'].includes(head.subarray(0, 2).toString('hex'))

/** One pass: the file's SHA-256, and for text that it is UTF-8 to its end, since half an import of names is none. */
async function digest(path: string, name: string, checked: boolean): Promise<string> {
  const hash = createHash('sha256')
  let line = 1
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (!checked) continue
    const text = Buffer.concat([rest, chunk])
    const end = text.lastIndexOf(0x0a) + 1
    if (!isUtf8(text.subarray(0, end))) throw wrongEncoding(name, text, line)
    line += countLines(text.subarray(0, end))
    rest = text.subarray(end)
  }
  if (!isUtf8(rest)) throw wrongEncoding(name, rest, line)
  return hash.digest('hex')
}

function wrongEncoding(name: string, text: Buffer, firstLine: number): UserError {
  let line = firstLine
  let start = 0
  for (;;) {
    const end = text.indexOf(0x0a, start)
    if (end === -1 || !isUtf8(text.subarray(start, end))) break
    start = end + 1
    line += 1
  }
  return new UserError(
    `${name} is not UTF-8 (line ${line}): save it as UTF-8, for instance by iconv -f WINDOWS-1252 -t UTF-8.`,
  )
}

function countLines(text: Buffer): number {
  let lines = 0
  for (let at = text.indexOf(0x0a); at !== -1; at = text.indexOf(0x0a, at + 1)) lines += 1
  return lines
}
