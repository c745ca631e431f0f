import { type Asked, type Condition, OPERATORS, type Operator, type Value } from './conditions.ts'
import type { FieldType, RuleField } from './names.ts'

/** What is picked from a menu, as the menu keeps it: `field account.seats`, `count planner-used 30`. */
export function askedKey(asked: Asked): string {
  if ('field' in asked) return `field ${asked.field}`
  if ('daysSince' in asked) return `since ${asked.daysSince}`
  if (asked.of === 'last') return `last ${asked.signal}`
  return asked.of === 'count'
    ? `count ${asked.signal} ${asked.days}`
    : `total ${asked.signal} ${asked.days} ${asked.property}`
}

/** The same, read back; undefined of what no menu has. */
function askedOfKey(key: string): Asked | undefined {
  const [what, name = '', days = '', ...property] = key.split(' ')
  if (what === 'field') return { field: key.slice('field '.length) }
  if (what === 'since') return { daysSince: name }
  if (what === 'last') return { of: 'last', signal: name }
  if (what === 'count') return { of: 'count', signal: name, days: Number(days) }
  return what === 'total'
    ? { of: 'total', signal: name, property: property.join(' '), days: Number(days) }
    : undefined
}

/** A row of a form as it is filled in. */
export type PickedRow = {
  asked?: string | undefined
  operator?: string | undefined
  value?: string | undefined
}

/** What is wrong with a row: which part of it, and what it should be. */
export type RowFault = { part: 'asked' | 'operator' | 'value'; expected: string }

/** A row as a condition, or what it lacks; undefined of a row that is empty. */
export function conditionOfRow(row: PickedRow, fields: RuleField[]): Condition | RowFault | undefined {
  const { asked: key, operator: sign, value: text = '' } = row
  if (key === undefined && sign === undefined && text === '') return undefined
  const asked = key === undefined ? undefined : askedOfKey(key)
  if (!asked) return { part: 'asked', expected: 'Choose what is asked.' }
  const operator = OPERATORS.find((each) => each === sign)
  if (!operator) return { part: 'operator', expected: 'Choose how it is compared.' }
  if (operator === 'known' || operator === 'unknown')
    return 'field' in asked
      ? { asked, operator, value: undefined }
      : { part: 'operator', expected: 'Only of a field one can ask whether it is known.' }
  const value = readValue(text.trim(), operator, typeOf(asked, fields))
  return value === undefined
    ? { part: 'value', expected: EXPECTED[typeOf(asked, fields)] }
    : { asked, operator, value }
}

const EXPECTED: Record<FieldType, string> = {
  number: 'A number is needed here, such as 50.',
  text: 'A text is needed here; several are divided by commas.',
  flag: 'Yes or no is needed here.',
  date: 'Ask for the days since it instead.',
}

const typeOf = (asked: Asked, fields: RuleField[]): FieldType =>
  'field' in asked ? (fields.findLast(({ path }) => path === asked.field)?.type ?? 'text') : 'number'

function readValue(text: string, operator: Operator, type: FieldType): Value {
  if (text === '') return undefined
  if (operator === 'in') {
    const all = text.split(',').map((each) => single(each.trim(), type))
    return all.every((each) => typeof each === 'string' || typeof each === 'number') ? all : undefined
  }
  return single(text, type)
}

function single(text: string, type: FieldType): string | number | boolean | undefined {
  if (type === 'text') return text === '' ? undefined : text
  if (type === 'flag')
    return /^(?:yes|true)$/i.test(text) ? true : /^(?:no|false)$/i.test(text) ? false : undefined
  const number = Number(text.replaceAll(/[\s,](?=\d{3}\b)/g, ''))
  return type === 'number' && text !== '' && Number.isFinite(number) ? number : undefined
}

/** A condition as its row shows it. */
export const rowOf = ({ asked, operator, value }: Condition): PickedRow => ({
  asked: askedKey(asked),
  operator,
  value: Array.isArray(value) ? value.join(', ') : value === undefined ? undefined : String(value),
})
