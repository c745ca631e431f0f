import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'

const ROWS_A_STATEMENT = 2_500

/** Columns of a table, each with its type in PostgreSQL and how it comes from a row. */
export type Columns<Row> = Record<string, [type: string, of: (row: Row, index: number) => Cell]>

type Cell = string | number | boolean | undefined

/**
 * Adds rows to a table, but for those that are there: one text a column instead of thousands of values, which Prisma
 * would look at one by one.
 */
export async function writeRows<Row>(
  db: Database | Transaction,
  table: string,
  columns: Columns<Row>,
  rows: Row[],
): Promise<void> {
  const names = Prisma.raw(Object.keys(columns).join(', '))
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const some = rows.slice(from, from + ROWS_A_STATEMENT)
    const arrays = Object.values(columns).map(
      ([type, of]) =>
        Prisma.sql`${arrayLiteral(some.map((row, index) => of(row, from + index)))}::${Prisma.raw(type)}[]`,
    )
    await db.$executeRaw`
      INSERT INTO ${Prisma.raw(table)} (${names}) SELECT * FROM unnest(${Prisma.join(arrays)}) AS r (${names})
      ON CONFLICT DO NOTHING`
  }
}

/** Cents as the database keeps money. */
export const units = (cents: number): number => cents / 100

function arrayLiteral(cells: Cell[]): string {
  const elements = cells.map((cell) => (typeof cell === 'string' ? JSON.stringify(cell) : (cell ?? 'NULL')))
  return `{${elements.join(',')}}`
}
