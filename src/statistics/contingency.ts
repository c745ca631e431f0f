import { chiSquareTail } from './distributions.ts'

/** Pearson's test of a table of counts. */
export type ChiSquareTest = {
  statistic: number
  df: number
  p: number
  /** The largest Yates correction that was taken off each difference; 0 where none was. */
  yates: number
  n: number
  expected: number[][]
  /** √(χ² / (n · (min(rows, columns) − 1))), of χ² without a correction: 0 no association, 1 a complete one. */
  cramersV: number
}

/** Below so many expected in a cell the χ² distribution is a rough approximation; R warns there, too. */
export const LEAST_EXPECTED = 5

/**
 * χ² test of independence as R's chisq.test: a table of 2 × 2 is corrected after Yates unless `correct` is false. At
 * least two rows and two columns, each with a count above 0.
 */
export function chiSquareTest(table: number[][], { correct = true } = {}): ChiSquareTest {
  const rows = table.map(total)
  const columns = (table[0] ?? []).map((_, column) => total(table.map((row) => row[column] ?? 0)))
  const n = total(rows)
  const expected = rows.map((row) => columns.map((column) => (row / n) * column))
  const differences = table.flatMap((row, r) =>
    row.map((count, c) => ({ off: Math.abs(count - cell(expected, r, c)), of: cell(expected, r, c) })),
  )
  const isSmallest = rows.length === 2 && columns.length === 2
  const yates = correct && isSmallest ? Math.min(0.5, ...differences.map(({ off }) => off)) : 0
  const sum = (less: number) => total(differences.map(({ off, of }) => (off - less) ** 2 / of))
  const df = (rows.length - 1) * (columns.length - 1)
  const statistic = sum(yates)
  const cramersV = Math.sqrt(sum(0) / n / (Math.min(rows.length, columns.length) - 1))
  return { statistic, df, p: chiSquareTail(statistic, df), yates, n, expected, cramersV }
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)

const cell = (table: number[][], row: number, column: number): number => table[row]?.[column] ?? 0
