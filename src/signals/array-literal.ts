type Cell = string | number | undefined

/** An array of PostgreSQL's as one text, instead of thousands of values that Prisma would look at one by one. */
export const arrayLiteral = (cells: Cell[]): string => `{${cells.map(element).join(',')}}`

const element = (cell: Cell): string => {
  if (cell === undefined) return 'NULL'
  return typeof cell === 'number' ? String(cell) : `"${cell.replaceAll(/["\\]/g, '\\$&')}"`
}
