import { UserError } from '#src/errors.ts'
import type { Renewals } from '#src/statistics/sbg.ts'
import type { Cohort } from './read-cohorts.ts'
import { type Csv, underHeader } from './read-csv.ts'
import { readNumber } from './read-number.ts'

const PERIOD = /^(period|age|renewal|t|time|tenure|year|month|quarter|week)s?$/i
const ALIVE =
  /^(alive|survivors?|surviving|active|retained|remaining|left_over|customers|% ?surviving|share|n)$/i
const AT_RISK = /^(at[ _]risk|n\.risk|exposed|up_for_renewal)$/i
const LOST = /^(lost|churned|churn|events?|n\.event|left)$/i

type Places = { period: number; alive: number; atRisk: number; lost: number; cohort: number }

function placesIn(header: string[]): Places {
  const at = (pattern: RegExp) => header.findIndex((name) => pattern.test(name))
  const [period, alive, atRisk, lost] = [at(PERIOD), at(ALIVE), at(AT_RISK), at(LOST)]
  const cohort = header.findIndex((_, index) => ![period, alive, atRisk, lost].includes(index))
  return { period, alive, atRisk, lost, cohort }
}

/** A header of a period and of what was counted in it, and at most a cohort beside them. */
export function isLongForm({ rows }: Csv): boolean {
  const header = rows[0]?.cells ?? []
  const { period, alive, lost } = placesIn(header)
  return header.length <= 5 && period >= 0 && (alive >= 0 || lost >= 0)
}

export function readLongForm(csv: Csv): { cohorts: Cohort[]; renewals: Renewals[] | undefined } {
  const { header, rows } = underHeader(csv)
  const places = placesIn(header)
  const named = rows.map(({ line, cells }) => {
    const read = (at: number) =>
      readNumber(cells[at] ?? '', `${csv.name}, line ${line}, column ${header[at]}`)
    return { cohort: places.cohort < 0 ? 'all' : (cells[places.cohort] ?? ''), line, read }
  })
  if (places.lost >= 0 && places.atRisk >= 0) {
    const renewals = named.map(({ line, read }) =>
      checked(csv.name, line, {
        age: read(places.period),
        atRisk: read(places.atRisk),
        lost: read(places.lost),
      }),
    )
    return { cohorts: [], renewals }
  }
  if (places.alive < 0)
    throw new UserError(
      `${csv.name} has a column ${header[places.lost]} and none that says of how many: add at_risk.`,
    )
  const cohorts = Map.groupBy(named, ({ cohort }) => cohort)
  return {
    renewals: undefined,
    cohorts: [...cohorts].map(([name, its]) => ({
      name,
      alive: inOrder(
        csv.name,
        name,
        its.map(({ read }) => [read(places.period), read(places.alive)]),
      ),
    })),
  }
}

function checked(file: string, line: number, row: Renewals): Renewals {
  if (!Number.isInteger(row.age) || row.age < 1)
    throw new UserError(
      `${file}, line ${line}: the period is ${row.age}, and renewals are counted 1, 2, 3 ….`,
    )
  if (row.lost > row.atRisk)
    throw new UserError(
      `${file}, line ${line}: ${row.lost} of ${row.atRisk} left, which is more than there were.`,
    )
  return row
}

/** Counts by period, the earliest being the start. */
function inOrder(file: string, cohort: string, counts: [period: number, alive: number][]): number[] {
  const sorted = counts.toSorted(([a], [b]) => a - b)
  const start = sorted[0]?.[0] ?? 0
  const odd = sorted.findIndex(([period], index) => period !== start + index)
  if (odd >= 0)
    throw new UserError(
      `${file}: cohort ${cohort} has period ${sorted[odd]?.[0]} where ${start + odd} should be: each period once, without gaps, in whole numbers.`,
    )
  return sorted.map(([, alive]) => alive)
}
