import { UserError } from '#src/errors.ts'
import type { MappedColumn, Mapping } from './mapping.ts'
import { isPersonal } from './personal.ts'
import { identifier } from './reader.ts'
import type { Column, ColumnType, Table } from './table.ts'

/** What a mapping gives of a table. */
export type Given = {
  table: Table
  columns: Column[]
  /** Columns that the table doesn't have: attributes. */
  further: MappedColumn[]
  /** Columns that the mapping gives and the table must not keep, as the mapping calls them. */
  notKept: string[]
  /** Columns that another source fills: required ones go into new rows alone, the others nowhere. */
  left: string[]
  /** The column by which a source goes on where it was, as the mapping calls it. */
  cursor?: string | undefined
  /** Columns that nothing gives, with DuckDB's SQL that computes them from the others. */
  derived: [name: string, sql: string][]
}

/** A column as it goes into the database; some go into new rows only. */
export type StoredColumn = {
  name: string
  type: ColumnType | 'attributes'
  whenNew?: string
  whenEmpty?: string
}

const NESTED = /^(STRUCT|MAP|UNION|BLOB|BIT|VARIANT)|\[\d*\]$/

/** What the data dictionary says about columns of a table, by their names in small letters. */
export type ColumnRules = {
  /** Personal data that is needed. */
  needed: ReadonlySet<string>
  /** What comes from somewhere else. */
  left: ReadonlySet<string>
}

/**
 * Sorts the mapping's columns. Personal data that nothing says is needed stays out. Throws a UserError for a column
 * whose type can't be a value.
 */
export function sortColumns(
  table: Table,
  mapping: Mapping,
  { needed, left }: ColumnRules,
  cursor?: string,
): Given {
  const given = new Map(mapping.columns.map((column) => [column.name, column]))
  const isKept = (name: string) => !isPersonal(name) || needed.has(name)
  const isLeft = ({ name, required }: Pick<Column, 'name' | 'required'>) => left.has(name) && !required
  const columns = table.columns.filter(
    (column) => given.has(column.name) && isKept(column.name) && !isLeft(column),
  )
  for (const { name } of columns) {
    const type = given.get(name)?.type ?? ''
    if (NESTED.test(type)) {
      throw new UserError(`The mapping gives ${name} as ${type}, which is no single value.`)
    }
  }
  const names = new Set(table.columns.map(({ name }) => name))
  const others = mapping.columns.filter(({ name }) => !names.has(name))
  return {
    table,
    columns,
    further: others.filter(({ name }) => isKept(name) && !left.has(name) && name !== cursor?.toLowerCase()),
    notKept: mapping.columns.filter(({ name }) => !isKept(name)).map(({ as }) => as),
    left: mapping.columns.filter(({ name }) => left.has(name) && isKept(name)).map(({ name }) => name),
    cursor: mapping.columns.find(({ name }) => name === cursor?.toLowerCase())?.as,
    derived: derivedColumns(table, columns),
  }
}

/** All or none: where a source gives one of them, the others are 0. */
function derivedColumns(table: Table, columns: Column[]): Given['derived'] {
  const derived = Object.entries(table.derived ?? {})
  return columns.some(({ name }) => derived.some(([each]) => each === name)) ? [] : derived
}

/** The columns that an import writes; what it doesn't write stays as it is. */
export function storedColumns({ table, columns, further, derived, left }: Given): StoredColumn[] {
  const written = new Set([...columns.map(({ name }) => name), ...derived.map(([name]) => name)])
  const attributes: StoredColumn[] = further.length > 0 ? [{ name: 'attributes', type: 'attributes' }] : []
  const isNewOnly = ({ name }: Column) => left.includes(name) && !table.key.includes(name)
  const whenNew = Object.entries(table.whenNew ?? {}).filter(([name]) => !written.has(name))
  return [
    ...table.columns
      .filter(({ name }) => written.has(name))
      .map((column) => (isNewOnly(column) ? { ...column, whenNew: identifier(column.name) } : column)),
    ...attributes,
    ...whenNew.map(([name, whenNew]): StoredColumn => ({ name, type: 'text', whenNew })),
  ]
}
