import { open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { causeOf, UserError } from '#src/errors.ts'
import { rawOf } from './faults.ts'
import type { Given } from './given.ts'
import { identifier, type Reader } from './reader.ts'
import type { SourceFile } from './source-file.ts'

/** Why rows were rejected, the most frequent reason first. */
export type RejectReason = { reason: string; rows: number }

const HEADER = 'row,reason'

/** customers.csv → customers.rejects.csv, beside it. */
export function rejectsBeside(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.rejects.csv`)
}

/** Throws a UserError where writing the list would destroy something that is no such list. */
export async function refuseToOverwrite(path: string, inputs: string[]): Promise<void> {
  const there = await readFile(path, { encoding: 'utf8' }).catch(() => undefined)
  if (there === undefined) return
  const places = await Promise.all([path, ...inputs].map((each) => realpath(resolve(each))))
  if (places.lastIndexOf(places[0] ?? '') > 0 || !there.startsWith(HEADER)) {
    throw new UserError(
      `${path} is no list of rejected rows: name another file by --rejects, so that it stays.`,
    )
  }
}

/** Collects in the table `rejected` the rows that were rejected and the lines that are no rows, and counts them. */
export async function collectRejects(
  { run, rows }: Reader,
  format: SourceFile['format'] | undefined,
  given: Given,
): Promise<RejectReason[]> {
  const columns = [...given.columns.map(rawOf), ...(given.further.length > 0 ? ['mapped.attributes'] : [])]
  const lines =
    'SELECT DISTINCT ON (scan_id, file_id, line) line, error_type, error_message, csv_line FROM reject_errors'
  const broken = `SELECT 'line ' || line, 'the line is no row: ' || lower(error_type) || ' (' || error_message || ')', line,
      csv_line ${', NULL'.repeat(columns.length - 1)} FROM (${lines})`
  await run(`
    CREATE TABLE rejected AS
    SELECT checked."#"::VARCHAR AS row, "!" AS reason, "#" AS place, ${columns.join(', ')}
    FROM checked JOIN mapped USING ("#") WHERE "!" IS NOT NULL
    ${format === 'csv' ? `UNION ALL ${broken}` : ''}`)
  const counted = await rows(`
    SELECT regexp_replace(reason, ' \\(.*Columns: \\d+ Found: \\d+\\)$', '') AS reason, count(*)::INT AS rows
    FROM rejected GROUP BY 1 ORDER BY 2 DESC, 1`)
  return counted.map(({ reason, rows }) => ({ reason: String(reason), rows: Number(rows) }))
}

/** Writes the list, or takes away an earlier one where nothing was rejected. */
export async function writeRejects(
  { connection }: Reader,
  path: string,
  given: Given,
  any: boolean,
): Promise<void> {
  if (!any) return await rm(path, { force: true })
  const names = [
    ...given.columns.map(({ name }) => name),
    ...(given.further.length > 0 ? ['attributes'] : []),
  ]
  const cells = [
    'row',
    'reason',
    ...given.columns.map(rawOf),
    ...(given.further.length > 0 ? ['attributes'] : []),
  ]
  const part = `${path}.part`
  try {
    const out = await open(part, 'w', 0o600)
    try {
      await out.write(`${HEADER},${names.join(',')}\n`)
      const lines = await connection.stream(
        `SELECT ${cells.map(csvCell).join(` || ',' || `)} FROM rejected ORDER BY place, row`,
      )
      for await (const chunk of lines.yieldRowsJs())
        await out.write(`${chunk.map(([line]) => String(line)).join('\n')}\n`)
    } finally {
      await out.close()
    }
    await rename(part, path)
  } catch (error) {
    throw new UserError(
      `The rejected rows can't be listed in ${path} (${causeOf(error)}): name another file by --rejects.`,
      { cause: error },
    )
  }
}

function csvCell(column: string): string {
  const text = column.startsWith('"') ? column : identifier(column)
  return `CASE WHEN regexp_matches(${text}, '[",\\r\\n]') THEN '"' || replace(${text}, '"', '""') || '"' ELSE coalesce(${text}, '') END`
}
