import { UsageError, UserError } from '#src/errors.ts'
import { type Csv, columnNamed, readCsv, underHeader } from './read-csv.ts'
import { isMissing, isNumber, readCount } from './read-number.ts'

export type Contingency = { rows: string[]; columns: string[]; table: number[][] }

/**
 * A table of counts: as it stands in the file, with a header, names in its first column, both or neither; or, with
 * `row` and `column`, counted from a file of one row a case (or, with `count`, one row a combination).
 */
export async function readContingency(
  path: string,
  { row, column, count }: Record<string, string | undefined>,
): Promise<Contingency> {
  if ((row === undefined) !== (column === undefined) || (count !== undefined && row === undefined))
    throw new UsageError('--row and --column come together, and --count only with them.')
  const csv = await readCsv(path)
  const found =
    row !== undefined && column !== undefined ? counted(csv, { row, column, count }) : asItStands(csv)
  return checked(found, csv.name)
}

/** A row or a column with nothing in it has no share to be expected. */
function checked(found: Contingency, name: string): Contingency {
  const { rows, columns, table } = found
  const tooSmall = rows.length < 2 ? 'row' : columns.length < 2 ? 'column' : undefined
  if (tooSmall)
    throw new UserError(
      `${name} has one ${tooSmall} of counts or none, and a test of a table needs at least two.`,
    )
  const emptyRow = rows.find((_, r) => (table[r] ?? []).every((cell) => cell === 0))
  const emptyColumn = columns.find((_, c) => table.every((cells) => cells[c] === 0))
  if (emptyRow !== undefined)
    throw new UserError(`${name}: the row ${emptyRow} holds only 0, so leave it out.`)
  if (emptyColumn !== undefined)
    throw new UserError(`${name}: the column ${emptyColumn} holds only 0, so leave it out.`)
  refuseTotals(found, name)
  const total = sumOf(table.flat())
  if (total > Number.MAX_SAFE_INTEGER)
    throw new UserError(
      `${name} adds up to more than ${Number.MAX_SAFE_INTEGER} (2^53 − 1): use a larger unit.`,
    )
  return found
}

const TOTAL = /^(grand )?(total|sum|all|overall)s?$/i

/** Sums that stand beside what they sum would count everything twice. */
function refuseTotals({ rows, columns, table }: Contingency, name: string): void {
  const row = rows.find((each) => TOTAL.test(each))
  const column = columns.find((each) => TOTAL.test(each))
  const what = row === undefined ? `column ${column}` : `row ${row}`
  const cells =
    row === undefined
      ? table.map((each) => each[columns.indexOf(column ?? '')])
      : (table[rows.indexOf(row)] ?? [])
  const others =
    row === undefined
      ? table.map((each) => sumOf(each))
      : columns.map((_, c) => sumOf(table.map((each) => each[c] ?? 0)))
  if ((row ?? column) !== undefined && cells.every((cell, index) => others[index] === 2 * (cell ?? 0)))
    throw new UserError(`${name}: the ${what} is the sum of the others, so leave it out.`)
}

const sumOf = (cells: number[]): number => cells.reduce((sum, cell) => sum + cell, 0)

function asItStands(csv: Csv): Contingency {
  const first = csv.rows[0]?.cells ?? []
  const width = Math.max(...csv.rows.map(({ cells }) => cells.length))
  const hasHeader = first.some((cell, index) => index > 0 && !isNumber(cell)) || isLabel(first[0] ?? '')
  const body = hasHeader ? csv.rows.slice(1) : csv.rows
  if (body.length === 0) throw new UserError(`${csv.name} has a header and no rows under it.`)
  const named =
    (hasHeader && first.length === width && isLabel(first[0] ?? '')) ||
    body.some(({ cells }) => !isNumber(cells[0] ?? ''))
  const names = hasHeader ? first.slice(named && first.length === width ? 1 : 0) : []
  const size = named ? width - 1 : width
  const table = body.map(({ line, cells }) => {
    const its = named ? cells.slice(1) : cells
    if (its.length !== size)
      throw new UserError(`${csv.name}, line ${line} has ${its.length} counts, and others have ${size}.`)
    return its.map((cell, index) =>
      readCount(cell, `${csv.name}, line ${line}, column ${names[index] ?? index + 1}`),
    )
  })
  return {
    rows: body.map(({ cells }, index) => (named ? (cells[0] ?? '') : `row ${index + 1}`)),
    columns: Array.from({ length: size }, (_, index) => names[index] ?? `column ${index + 1}`),
    table,
  }
}

/** Over names of rows stands nothing, or a word that is no name of a column. */
const isLabel = (cell: string): boolean =>
  cell === '' || /^(row|name|group|persona|label|segment|id)s?$/i.test(cell)

function counted(csv: Csv, by: { row: string; column: string; count: string | undefined }): Contingency {
  const { header, rows } = underHeader(csv)
  const at = (name: string) => columnNamed(name, header, csv.name)
  const [row, column, count] = [at(by.row), at(by.column), by.count === undefined ? undefined : at(by.count)]
  const sums = new Map<string, Map<string, number>>()
  for (const { line, cells } of rows) {
    const [r = '', c = ''] = [cells[row], cells[column]]
    if (isMissing(r) || isMissing(c)) continue
    const more =
      count === undefined ? 1 : readCount(cells[count] ?? '', `${csv.name}, line ${line}, column ${by.count}`)
    const its = sums.get(r) ?? new Map<string, number>()
    sums.set(r, its.set(c, (its.get(c) ?? 0) + more))
  }
  const names = [...sums.keys()].toSorted(inOrder)
  const columns = [...new Set([...sums.values()].flatMap((each) => [...each.keys()]))].toSorted(inOrder)
  return { rows: names, columns, table: names.map((r) => columns.map((c) => sums.get(r)?.get(c) ?? 0)) }
}

const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
