import { UserError } from '#src/errors.ts'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const MISSING = ['', 'na', 'n/a', 'nan', 'null', '-', '–']

export const isNumber = (text: string): boolean => NUMBER.test(text)
export const isMissing = (text: string): boolean => MISSING.includes(text.toLowerCase())

/** A number of at least 0 that a double holds exactly enough. `where` names the file, line and column. */
export function readNumber(text: string, where: string): number {
  if (text === '') throw new UserError(`${where} is empty, and has to be a number.`)
  if (!isNumber(text))
    throw new UserError(`${where} is ${JSON.stringify(text)}, and has to be a number such as 1200 or 12.5.`)
  const value = Number(text)
  if (value < 0) throw new UserError(`${where} is ${text}, and has to be 0 or more.`)
  if (value > Number.MAX_SAFE_INTEGER)
    throw new UserError(
      `${where} is ${text}, and numbers above ${Number.MAX_SAFE_INTEGER} (2^53 − 1) can't be told apart: use a larger unit.`,
    )
  return value
}

/** The same, whole. */
export function readCount(text: string, where: string): number {
  const value = readNumber(text, where)
  if (!Number.isInteger(value))
    throw new UserError(`${where} is ${text}, and has to be a whole number: counts, not shares or percents.`)
  return value
}

/** An option that is a share between 0 and 1, both left out. */
export function readShare(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const value = isNumber(text) ? Number(text) : Number.NaN
  if (value > 0 && value < 1) return value
  throw new UserError(`--${option} is ${JSON.stringify(text)}, and has to lie between 0 and 1, as 0.95.`)
}
