import { accountMonthsTable } from '#src/accounts/account-months-table.ts'
import { accountsTable } from '#src/accounts/accounts-table.ts'
import { contactsTable } from '#src/accounts/contacts-table.ts'
import { dealsTable } from '#src/accounts/deals-table.ts'
import { surveysTable } from '#src/accounts/surveys-table.ts'
import { ticketsTable } from '#src/accounts/tickets-table.ts'
import { spendTable } from '#src/campaigns/spend-table.ts'
import { touchesTable } from '#src/campaigns/touches-table.ts'
import { UserError } from '#src/errors.ts'
import type { Table } from './table.ts'

/** The tables that a file or a source can fill. */
const TABLES: Table[] = [
  accountsTable,
  accountMonthsTable,
  contactsTable,
  dealsTable,
  ticketsTable,
  surveysTable,
  touchesTable,
  spendTable,
]

export const TABLE_NAMES = TABLES.map(({ name }) => name) as [string, ...string[]]

/** Tables whose rows can be marked as gone from their source. */
export const GONE_TABLES = TABLES.filter(({ keepsGone }) => keepsGone).map(({ name }) => name)

/** The columns that make a row of a table the same row in the next import. */
export const keyOfTable = (table: string): string[] => TABLES.find(({ name }) => name === table)?.key ?? []

/**
 * The table that a mapping's columns are for: the one named, or the one of whose required columns the fewest are
 * missing. Throws a UserError that names the columns which are missing.
 */
export function recogniseTable(columns: string[], named: string | undefined, mapping = 'The mapping'): Table {
  const given = columns.map((name) => name.toLowerCase())
  const table = named === undefined ? nearest(given) : TABLES.find(({ name }) => name === named)
  if (table === undefined) {
    throw new UserError(`There is no table ${named}; the tables are ${TABLE_NAMES.join(', ')}.`)
  }
  const missing = missingColumns(table, given)
  if (missing.length === 0) return table
  throw new UserError(
    `${mapping} gives no column ${missing.join(', ')}, which ${table.name} needs; it gives ${columns.join(', ')}.`,
  )
}

function nearest(given: string[]): Table | undefined {
  const known = (table: Table) => table.columns.filter(({ name }) => given.includes(name)).length
  return TABLES.toSorted(
    (a, b) => missingColumns(a, given).length - missingColumns(b, given).length || known(b) - known(a),
  ).at(0)
}

function missingColumns(table: Table, given: string[]): string[] {
  return table.columns
    .filter(({ name, required }) => required && !given.includes(name))
    .map(({ name }) => name)
}
