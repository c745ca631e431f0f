import { UserError } from '#src/errors.ts'
import type { Renewals } from '#src/statistics/sbg.ts'
import { isByColumn, isCounting, readByColumn } from './read-columns.ts'
import { type Csv, readCsv } from './read-csv.ts'
import { isLongForm, readLongForm } from './read-long-form.ts'
import { isMissing, isNumber, readNumber } from './read-number.ts'

/** Customers who began together: how many there were at the start and after each renewal, as long as it was watched. */
export type Cohort = { name: string; alive: number[] }

/**
 * Cohorts of a file in one of two shapes. Wide: a row a cohort, a column a period, in each how many customers are left,
 * the first being the start; later cells of younger cohorts are empty; or the same turned, a column a cohort. Long: the columns cohort (may be missing),
 * period and alive, or period, at_risk and lost.
 */
export async function readCohorts(
  path: string,
): Promise<{ name: string; cohorts: Cohort[]; renewals: Renewals[]; whole: boolean }> {
  const csv = await readCsv(path)
  const read = isLongForm(csv)
    ? readLongForm(csv)
    : { cohorts: isByColumn(csv) ? readByColumn(csv) : wide(csv), renewals: undefined }
  for (const { name, alive } of read.cohorts) checkCohort(csv.name, name, alive)
  const renewals = read.renewals ?? read.cohorts.flatMap(renewalsOf)
  const whole = [...renewals.flatMap(({ atRisk, lost }) => [atRisk, lost])].every(Number.isInteger)
  return { name: csv.name, cohorts: read.cohorts, renewals, whole }
}

export const renewalsOf = ({ alive }: Cohort): Renewals[] =>
  alive.slice(1).map((left, index) => ({
    age: index + 1,
    atRisk: alive[index] ?? 0,
    lost: (alive[index] ?? 0) - left,
  }))

function checkCohort(file: string, name: string, alive: number[]): void {
  const [start] = alive
  if (!start) throw new UserError(`${file}: cohort ${name} begins without a customer.`)
  const grown = alive.findIndex((left, index) => index > 0 && left > (alive[index - 1] ?? 0))
  if (grown > 0)
    throw new UserError(
      `${file}: cohort ${name} has ${alive[grown]} customers after ${alive[grown - 1]}, in period ${grown}, and a cohort can't grow: who comes back belongs to another.`,
    )
}

function wide(csv: Csv): Cohort[] {
  const first = csv.rows[0]?.cells ?? []
  const hasHeader = first.some((cell) => !isNumber(cell) && !isMissing(cell))
    ? isHeader(csv)
    : isCounting(first)
  const header = hasHeader ? first : []
  const rows = hasHeader ? csv.rows.slice(1) : csv.rows
  if (rows.length === 0) throw new UserError(`${csv.name} has a header and no cohort under it.`)
  const named = rows.some(({ cells }) => !isNumber(cells[0] ?? '')) || LABEL.test(header[0] ?? '-')
  const skipped = (named ? 1 : 0) + (hasSizeBeside(header, named) ? 1 : 0)
  return rows.map(({ line, cells }, index) => {
    const name = named ? (cells[0] ?? '') : `${index + 1}`
    const where = (column: number) => `${csv.name}, line ${line}, column ${header[column] ?? column + 1}`
    const its = cells.slice(skipped)
    const last = its.findLastIndex((cell) => !isMissing(cell))
    return { name, alive: its.slice(0, last + 1).map((cell, at) => readNumber(cell, where(at + skipped))) }
  })
}

const LABEL = /^\s*$|cohort|group|segment|name|start|began|joined|month|quarter|year|persona/i

/** The first row names columns, unless it reads as the row of a cohort: one name and then numbers that fall. */
function isHeader({ rows }: Csv): boolean {
  const [first] = rows
  const counts = (first?.cells.slice(1) ?? []).filter((cell) => !isMissing(cell))
  if (counts.length === 0 || !counts.every(isNumber)) return true
  return isCounting(counts)
}

/** A column of sizes before a period 0 says the same twice. */
const hasSizeBeside = (header: string[], named: boolean): boolean =>
  named && /^(size|n|customers|total)$/i.test(header[1] ?? '') && /(^|\D)0$/.test(header[2] ?? '')
