import type { Given } from './given.ts'
import type { MappedColumn } from './mapping.ts'
import { expectedOf } from './read-value.ts'
import { identifier, quote } from './reader.ts'
import type { Column } from './table.ts'

const LONGEST_TEXT = 1_000

/** A column as the mapping gave it, in text, beside the value that was read from it. */
export const rawOf = ({ name }: Pick<Column, 'name'>): string => identifier(`raw ${name}`)

/**
 * Expressions of DuckDB's SQL, each a reason to reject a row or null, in the order in which they count. They look at
 * the values by their names, at `persona_tags` and at `known_accounts`.
 */
export function faultsOf({ table, columns, further, derived }: Given, { today, currency }: Here): string[] {
  const names = [...columns, ...derived.map(([name]) => ({ name }))].map(({ name }) => name)
  const rules = table.rules.filter(({ needs }) => needs.every((name) => names.includes(name)))
  const absent = table.columns.filter(({ name }) => !names.includes(name))
  return [
    ...columns.flatMap((column) => [...unreadFaults(column), ...valueFaults(column, today)]),
    ...(further.length > 0 ? [nulFault('attributes', "'\\u0000'")] : []),
    ...otherCurrency(columns, further, currency),
    ...rules.map(({ broken, reason }) => fault(asNull(broken, absent), reason)),
  ]
}

/** The day in the team's zone, and the installation's one currency. */
export type Here = { today: Temporal.PlainDate; currency: string }

/** Amounts in another currency would be added to ours; a column that names the currency shows it. */
function otherCurrency(columns: Column[], further: MappedColumn[], currency: string): string[] {
  const named = further.find(({ name }) => name === 'currency' || name === 'currency_code')
  if (named === undefined || !columns.some(({ type }) => type === 'money')) return []
  const given = `upper(trim(json_extract_string(attributes, ${quote(`$."${named.as}"`)})))`
  return [
    `CASE WHEN ${given} <> ${quote(currency)} THEN 'its amounts are in ' || ${given} || ${quote(`, and all money here is in ${currency}`)} END`,
  ]
}

/** A rule may name columns that the mapping doesn't give. */
function asNull(sql: string, absent: Column[]): string {
  return absent.reduce((said, { name }) => said.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'NULL'), sql)
}

function unreadFaults(column: Column): string[] {
  const { name, required } = column
  const value = identifier(name)
  const unread = fault(`${value} IS NULL AND trim(${rawOf(column)}) <> ''`, `${name} ${expectedOf(column)}`)
  return required ? [unread, fault(`${value} IS NULL`, `${name} is missing`)] : [unread]
}

function valueFaults({ name, type, longest = LONGEST_TEXT }: Column, today: Temporal.PlainDate): string[] {
  const value = identifier(name)
  switch (type) {
    case 'persona':
      return ['persona_tags.reason']
    case 'account':
      return [
        fault('known_accounts.id IS NULL', `${name} is the id of no account: import the accounts first`),
      ]
    case 'date':
      return [
        fault(
          `${value} NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'`,
          `${name} is not from 1900 to 2100`,
        ),
      ]
    case 'month':
      return [
        fault(`day(${value}) <> 1`, `${name} is not a first day: write date_trunc('month', …)`),
        fault(`${value} < DATE '1990-01-01'`, `${name} lies before 1990`),
        fault(`${value} > DATE '${today.toString()}'`, `${name} lies in the future`),
      ]
    case 'time':
      // A day of tolerance, for clocks and zones.
      return [
        fault(`${value} < DATE '1990-01-01'`, `${name} lies before 1990`),
        fault(`${value} >= DATE '${today.add({ days: 2 }).toString()}'`, `${name} lies in the future`),
      ]
    case 'id':
    case 'text':
      return [
        nulFault(name, 'chr(0)'),
        fault(`length(${value}) > ${longest}`, `${name} is longer than ${longest} characters`),
      ]
    case 'money':
    case 'score':
    case 'count':
    case 'boolean':
      return []
  }
}

/** PostgreSQL keeps no NUL. */
const nulFault = (name: string, nul: string): string =>
  fault(`contains(${identifier(name)}, ${nul})`, `${name} holds a NUL character`)

const fault = (condition: string, reason: string): string =>
  `CASE WHEN ${condition} THEN ${quote(reason)} END`
