import type { Cohort } from './read-cohorts.ts'
import type { Csv } from './read-csv.ts'
import { isMissing, isNumber, readNumber } from './read-number.ts'

const PERIOD = /^\s*$|period|age|renewal|^t$|time|tenure|year|month|quarter|week/i

/** 0, 1, 2 … or 1, 2, 3 …: names of periods and no counts. */
export function isCounting(cells: string[]): boolean {
  const numbers = cells.map(Number)
  const [first = 9] = numbers
  return numbers.length > 1 && first <= 1 && numbers.every((each, index) => each === first + index)
}

/**
 * Whether cohorts stand beside each other, a row a period: under a header, with the periods counted in the first column
 * or, where no name in the header has a digit, without; or in one column alone.
 */
export function isByColumn({ rows }: Csv): boolean {
  const [first, ...rest] = rows.map(({ cells }) => cells)
  if (!first || rest.length < 2) return false
  if (rows.every(({ cells }) => cells.length === 1)) return true
  if (first.every(isNumber) || isCounting(first.slice(1))) return false
  const counted = isCounting(rest.map(([cell = '']) => cell)) && PERIOD.test(first[0] ?? '')
  const nameless =
    !first.some((name) => /\d/.test(name)) && rest.flat().every((cell) => isNumber(cell) || isMissing(cell))
  return counted || nameless
}

export function readByColumn(csv: Csv): Cohort[] {
  const first = csv.rows[0]?.cells ?? []
  const hasHeader = !first.every(isNumber)
  const body = hasHeader ? csv.rows.slice(1) : csv.rows
  const periods =
    hasHeader && first.length > 1 && isCounting(body.map(({ cells: [cell = ''] }) => cell)) ? 1 : 0
  return first.slice(periods).map((title, index) => {
    const name = hasHeader ? title : 'all'
    const its = body.map(({ line, cells }) => ({ line, cell: cells[index + periods] ?? '' }))
    const last = its.findLastIndex(({ cell }) => !isMissing(cell))
    const known = its.slice(0, last + 1)
    return {
      name,
      alive: known.map(({ line, cell }) => readNumber(cell, `${csv.name}, line ${line}, column ${name}`)),
    }
  })
}
