import { readFile } from 'node:fs/promises'
import { UserError } from '#src/errors.ts'
import { inspectFile } from '#src/ingest/source-file.ts'
import { plural } from './text-table.ts'

/** A row of a CSV file and the line that it begins on, the first being 1. */
export type CsvRow = { line: number; cells: string[] }
export type Csv = { name: string; rows: CsvRow[] }

/** Reads a CSV file whole: comma, semicolon, tab or bar between cells, quotes after RFC 4180, empty lines left out. */
export async function readCsv(path: string): Promise<Csv> {
  const { name, format, encoding } = await inspectFile(path)
  if (format !== 'csv') throw new UserError(`${name} is not CSV: save it as CSV (UTF-8) first.`)
  const bytes = await readFile(path)
  const text = new TextDecoder(encoding === 'utf-16' ? 'utf-16' : 'utf-8').decode(bytes)
  if (/^\s*$/.test(text)) throw new UserError(`${name} is empty.`)
  return { name, rows: parseCsv(text, name) }
}

const SEPARATORS = [',', ';', '\t', '|']

/** Throws a UserError where a quote is never closed. */
function parseCsv(text: string, name: string): CsvRow[] {
  const [first = ''] = text.trimStart().split(/\r?\n/, 1)
  const separator = SEPARATORS.toSorted((a, b) => count(first, b) - count(first, a))[0] ?? ','
  const rows: CsvRow[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] }
    let ended = false
    while (!ended) {
      const cell = cellAt(text, at, separator)
      if (!cell) throw new UserError(`${name}, line ${row.line}: a quote (") is opened and never closed.`)
      row.cells.push(cell.value)
      line += cell.lines
      at = cell.end
      ended = cell.ended
    }
    line += 1
    if (row.cells.some((value) => value !== '')) rows.push(row)
  }
  return rows
}

const count = (text: string, part: string): number => text.split(part).length - 1

type Cell = { value: string; end: number; lines: number; ended: boolean }

function cellAt(text: string, from: number, separator: string): Cell | undefined {
  const quoted = /^[ \t]*"/.exec(text.slice(from, from + 20))
  if (!quoted || (separator === '\t' && quoted[0].includes('\t'))) {
    const end = endOf(text, from, separator)
    return { value: text.slice(from, end).trim(), lines: 0, ...after(text, end, separator) }
  }
  const start = from + quoted[0].length
  let close = text.indexOf('"', start)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return undefined
  const value = text.slice(start, close).replaceAll('""', '"')
  return {
    value: value.trim(),
    lines: count(value, '\n'),
    ...after(text, endOf(text, close + 1, separator), separator),
  }
}

function endOf(text: string, from: number, separator: string): number {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return end
}

function after(text: string, end: number, separator: string): Pick<Cell, 'end' | 'ended'> {
  if (text[end] === separator) return { end: end + 1, ended: false }
  return { end: text.startsWith('\r\n', end) ? end + 2 : end + 1, ended: true }
}

/** The rows under a header; a row that is longer or shorter than it is refused. */
export function underHeader({ name, rows }: Csv): { header: string[]; rows: CsvRow[] } {
  const [first, ...rest] = rows
  const header = first?.cells ?? []
  const odd = rest.find(({ cells }) => cells.length !== header.length)
  if (odd)
    throw new UserError(
      `${name}, line ${odd.line} has ${plural(odd.cells.length, 'cell')}, and the header has ${header.length}.`,
    )
  if (rest.length === 0) throw new UserError(`${name} has a header and no rows under it.`)
  return { header, rows: rest }
}

/** Where a column stands; upper and lower case are told apart only where they have to be. */
export function columnNamed(wanted: string, header: string[], name: string): number {
  const same = header.flatMap((each, index) => (each === wanted ? [index] : []))
  const alike = header.flatMap((each, index) => (each.toLowerCase() === wanted.toLowerCase() ? [index] : []))
  const [found, ...others] = same.length > 0 ? same : alike
  if (found === undefined)
    throw new UserError(`${name} has no column ${wanted}; it has ${header.slice(0, 12).join(', ')}.`)
  if (others.length > 0)
    throw new UserError(`${name} has several columns ${wanted}: give each a name of its own.`)
  return found
}
