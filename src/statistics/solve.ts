/** The x of A x = b by Gaussian elimination with pivots; undefined where A has no inverse. A is square. */
export function solve(matrix: number[][], right: number[]): number[] | undefined {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  const scale = Math.max(...matrix.flat().map(Math.abs), 0)
  for (const [at] of rows.entries()) {
    const pivot = largestBelow(rows, at)
    const [here, found] = [rows[at], rows[pivot]]
    if (!here || !found || Math.abs(found[at] ?? 0) <= scale * 1e-13) return undefined
    rows[at] = found
    rows[pivot] = here
    for (const row of rows.slice(at + 1)) subtract(row, found, at)
  }
  return substitute(rows)
}

const largestBelow = (rows: number[][], at: number): number =>
  rows.reduce(
    (best, row, index) =>
      index >= at && Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? index : best,
    at,
  )

function subtract(row: number[], from: number[], at: number): void {
  const times = (row[at] ?? 0) / (from[at] ?? 1)
  for (const [column, value] of from.entries()) row[column] = (row[column] ?? 0) - times * value
}

/** From the last row up, each with the ones below it known. */
function substitute(rows: number[][]): number[] {
  const x = rows.map(() => 0)
  for (const [at, row] of [...rows.entries()].toReversed()) {
    const known = row
      .slice(at + 1, -1)
      .reduce((sum, value, index) => sum + value * (x[at + 1 + index] ?? 0), 0)
    x[at] = ((row.at(-1) ?? 0) - known) / (row[at] ?? 1)
  }
  return x
}

/** The inverse of a square matrix; undefined where it has none. */
export function inverseOf(matrix: number[][]): number[][] | undefined {
  const columns = matrix.flatMap((_, at) => {
    const unit = matrix.map((__, row) => (row === at ? 1 : 0))
    const column = solve(matrix, unit)
    return column ? [column] : []
  })
  if (columns.length < matrix.length) return undefined
  return matrix.map((_, row) => columns.map((column) => column[row] ?? 0))
}
