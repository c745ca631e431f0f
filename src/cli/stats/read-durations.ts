import { UserError } from '#src/errors.ts'
import type { Duration } from '#src/statistics/survival.ts'
import { type CsvRow, columnNamed, readCsv, underHeader } from './read-csv.ts'
import { isMissing, readNumber } from './read-number.ts'

type Columns = { time: string; status: string; group: string | undefined }

/** Durations by group, those of a file without groups under "all"; rows that lack one of the three are counted. */
export async function readDurations(
  path: string,
  columns: Columns,
): Promise<{ name: string; groups: Map<string, Duration[]>; leftOut: number }> {
  const csv = await readCsv(path)
  const { header, rows } = underHeader(csv)
  const at = (column: string) => columnNamed(column, header, csv.name)
  const places = [
    at(columns.time),
    at(columns.status),
    ...(columns.group === undefined ? [] : [at(columns.group)]),
  ]
  const whole = rows.filter(({ cells }) => places.every((place) => !isMissing(cells[place] ?? '')))
  if (whole.length === 0)
    throw new UserError(`${csv.name} has no row with a ${columns.time} and a ${columns.status}.`)
  const [time = 0, status = 0, group] = places
  const where = ({ line }: CsvRow, column: string) => `${csv.name}, line ${line}, column ${column}`
  const isEnd = statusReader(whole.map(({ cells }) => cells[status] ?? ''))
  const groups = new Map<string, Duration[]>()
  for (const row of whole) {
    const ended = isEnd(row.cells[status] ?? '', where(row, columns.status))
    const duration = { time: readNumber(row.cells[time] ?? '', where(row, columns.time)), ended }
    const name = group === undefined ? 'all' : (row.cells[group] ?? '')
    const others = groups.get(name)
    if (others) others.push(duration)
    else groups.set(name, [duration])
  }
  const sorted = [...groups].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  return { name: csv.name, groups: new Map(sorted), leftOut: rows.length - whole.length }
}

const ENDED = new Map([
  ['1', true],
  ['0', false],
  ['true', true],
  ['false', false],
  ['t', true],
  ['f', false],
  ['yes', true],
  ['no', false],
])

/** 0 and 1, true and false, yes and no; or, where a 2 is among them, 1 and 2, as R's Surv reads it. */
function statusReader(all: string[]): (text: string, where: string) => boolean {
  const values = new Set(
    all.map((text) => text.toLowerCase()).map((text) => (isPlain(text) ? String(Number(text)) : text)),
  )
  const byTwo = values.has('2') && [...values].every((value) => value === '1' || value === '2')
  return (text, where) => {
    const value = isPlain(text) ? String(Number(text)) : text.toLowerCase()
    const ended = byTwo ? value === '2' : ENDED.get(value)
    if (ended !== undefined) return ended
    throw new UserError(
      `${where} is ${JSON.stringify(text)}, and has to be 1 (it ended) or 0 (it was still going on when last seen).`,
    )
  }
}

const isPlain = (text: string): boolean => /^\d+(\.0*)?$/.test(text)
