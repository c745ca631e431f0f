import { UserError } from '#src/errors.ts'
import type { MappedColumn, Mapping } from './mapping.ts'
import { isPersonal } from './personal.ts'
import type { Column, ColumnType, Table } from './table.ts'

/** What a mapping gives of a table. */
export type Given = {
  table: Table
  columns: Column[]
  /** Columns that the table doesn't have: attributes. */
  further: MappedColumn[]
  /** Columns that the mapping gives and the table must not keep, as the mapping calls them. */
  notKept: string[]
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

/** Sorts the mapping's columns. Throws a UserError for one whose type can't be a column's value. */
export function sortColumns(table: Table, mapping: Mapping): Given {
  const given = new Map(mapping.columns.map((column) => [column.name, column]))
  const columns = table.columns.filter(({ name }) => given.has(name))
  for (const { name } of columns) {
    const type = given.get(name)?.type ?? ''
    if (NESTED.test(type)) {
      throw new UserError(`The mapping gives ${name} as ${type}, which is no single value.`)
    }
  }
  const names = new Set(table.columns.map(({ name }) => name))
  const others = mapping.columns.filter(({ name }) => !names.has(name))
  const isKept = ({ name }: MappedColumn) => !isPersonal(name)
  return {
    table,
    columns,
    further: others.filter(isKept),
    notKept: others.filter((column) => !isKept(column)).map(({ as }) => as),
    derived: derivedColumns(table, columns),
  }
}

/** All or none: where a source gives one of them, the others are 0. */
function derivedColumns(table: Table, columns: Column[]): Given['derived'] {
  const derived = Object.entries(table.derived ?? {})
  return columns.some(({ name }) => derived.some(([each]) => each === name)) ? [] : derived
}

/** The columns that an import writes; what it doesn't write stays as it is. */
export function storedColumns({ table, columns, further, derived }: Given): StoredColumn[] {
  const written = new Set([...columns.map(({ name }) => name), ...derived.map(([name]) => name)])
  const attributes: StoredColumn[] = further.length > 0 ? [{ name: 'attributes', type: 'attributes' }] : []
  const whenNew = Object.entries(table.whenNew ?? {}).filter(([name]) => !written.has(name))
  return [
    ...table.columns.filter(({ name }) => written.has(name)),
    ...attributes,
    ...whenNew.map(([name, whenNew]): StoredColumn => ({ name, type: 'text', whenNew })),
  ]
}
