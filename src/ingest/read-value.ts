import { quote } from './reader.ts'
import type { Column, ColumnType } from './table.ts'

/** How a type is read: DuckDB's SQL over a text, giving null where it can't be, and why it couldn't. */
type Reading = { value: (text: string) => string; expected: string }

const DATE_FORMATS = ['%Y-%m-%d', '%Y/%m/%d', '%d.%m.%Y', '%d %b %Y', '%d %B %Y', '%Y%m%d']
const DATE_ADVICE =
  "is no date that can be read one way only (2026-10-01, 2026/10/01, 20261001, 01.10.2026, 1 Oct 2026): say what it is by strptime(…, '%m/%d/%Y')"
const TIME = String.raw`\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)?`
const TIME_ADVICE =
  'is no time such as 2026-10-01T14:30:00+02:00 (or without the zone, in the zone of the team); for seconds since 1970 write to_timestamp(…)'
const NUMBER = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`
const NUMBER_ADVICE = "is no plain number such as 1234.50: for a decimal comma write replace(…, ',', '.')"

const decimal = (text: string): string =>
  `CASE WHEN regexp_full_match(trim(${text}), '${NUMBER}') THEN try_cast(trim(${text}) AS DECIMAL(18, 4)) END`

const keepText = (text: string): string => `CASE WHEN trim(${text}) <> '' THEN ${text} END`

const text: Reading = { value: (raw) => `nullif(trim(${raw}), '')`, expected: 'is no text' }
const id: Reading = { value: keepText, expected: 'is no text' }

export const READINGS: Record<ColumnType, Reading> = {
  id,
  account: id,
  text,
  persona: text,
  date: { value: (raw) => date(raw, DATE_FORMATS), expected: DATE_ADVICE },
  month: { value: (raw) => date(raw, [...DATE_FORMATS, '%Y-%m']), expected: DATE_ADVICE },
  // The database keeps milliseconds: more of them would be a change in every import.
  time: {
    value: (raw) =>
      `CASE WHEN regexp_full_match(trim(${raw}), '${TIME}') THEN date_trunc('milliseconds', try_cast(${withSeconds(raw)} AS TIMESTAMPTZ)) END`,
    expected: TIME_ADVICE,
  },
  money: { value: decimal, expected: NUMBER_ADVICE },
  score: {
    value: (raw) => `try_cast(${decimal(raw)} AS DECIMAL(6, 2))`,
    expected: 'is no number such as 4.5',
  },
  count: {
    value: (raw) => `CASE WHEN (${decimal(raw)}) % 1 = 0 THEN try_cast((${decimal(raw)}) AS INTEGER) END`,
    expected: 'is no whole number',
  },
  boolean: {
    value: (raw) =>
      `CASE WHEN lower(trim(${raw})) IN ('true', 'yes', 't', 'y', '1') THEN true WHEN lower(trim(${raw})) IN ('false', 'no', 'f', 'n', '0') THEN false END`,
    expected: 'is neither true nor false',
  },
}

/** The value of a column, from its text: one of a few words in small letters, or what its type says. */
export function readValue({ type, oneOf }: Column, raw: string): string {
  if (oneOf === undefined) return READINGS[type].value(raw)
  const word = `lower(trim(${raw}))`
  return `CASE WHEN ${word} IN (${oneOf.map(quote).join(', ')}) THEN ${word} END`
}

/** Completes the column's name where its text can't be read. */
export function expectedOf({ type, oneOf }: Column): string {
  return oneOf === undefined ? READINGS[type].expected : `is none of ${oneOf.join(', ')}`
}

/** DuckDB reads no zone after a time without seconds. */
const withSeconds = (raw: string): string =>
  `regexp_replace(trim(${raw}), '([T ]\\d{1,2}:\\d{2}) ?(Z|UTC|[+-].*)$', '\\1:00\\2')`

/** The day as it is written, whatever time of day or zone follows it. */
function date(raw: string, formats: string[]): string {
  const day = `regexp_replace(trim(${raw}), '[T ]\\d{1,2}:\\d{2}.*$', '')`
  return `try_strptime(${day}, [${formats.map((format) => `'${format}'`).join(', ')}])::DATE`
}
