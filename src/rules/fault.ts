import type { ASTNode } from '@marcbachmann/cel-js'
import { closest } from '#src/search/closest.ts'
import type { RuleField, RuleNames } from './names.ts'

/** Why a text is no rule, and where. */
export type RuleFault = {
  /** Of the first character that is wrong, from 1. */
  column: number
  /** From 1; more than that in a rule of several lines. */
  line: number
  /** Completes "at column 14: …". */
  message: string
}

/** "at column 14: there is no field seatz; did you mean seats?" */
export const sayRuleFault = ({ line, column, message }: RuleFault): string =>
  line > 1 ? `at line ${line}, column ${column}: ${message}` : `at column ${column}: ${message}`

/** A fault at a character of the text, counted from 0. */
export function faultAt(text: string, start: number, message: string): RuleFault {
  const before = text.slice(0, start).split('\n')
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1, message }
}

/** What the package says of a mistake. */
export type Mistake = { code: string; summary: string; start: number; node?: ASTNode }

type Wording = (mistake: Mistake, names: RuleNames, text: string) => string

/** A mistake in the words of somebody who writes rules. */
export function faultOf(text: string, mistake: Mistake, names: RuleNames): RuleFault {
  const wording = WORDINGS[mistake.code] ?? (({ summary }: Mistake) => lowerFirst(summary))
  return faultAt(text, mistake.start, wording(mistake, names, text))
}

const WORDINGS: Record<string, Wording> = {
  no_such_key: ({ summary, node }, { fields }) => {
    const name = summary.replace(/^No such key: /, '')
    const of = node?.op === '.' && node.args[0].op === 'id' ? node.args[0].args : 'account'
    return `there is no field ${name}${nearest(name, namesOf(of, fields))}`
  },
  unknown_variable: ({ summary }, { fields }) =>
    unknownName(summary.replace(/^Unknown variable: /, ''), fields),
  no_such_overload: ({ summary }) => wrongTypes(summary.replace(/^no such overload: /, '')),
  no_matching_overload: ({ summary, node }) => wrongCall(summary, node),
  unexpected_character: ({ start }, _, text) => unexpected(text, start),
  unexpected_token: ({ start }, _, text) => unexpected(text, start),
  expected_token: ({ start }, _, text) => unexpected(text, start),
  newline_in_string: () => 'the text in quotes is not closed',
  unterminated_string: () => 'the text in quotes is not closed',
  limit_exceeded: () => 'the rule is too large to be read; make two of it',
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

const namesOf = (of: string, fields: RuleField[]): string[] =>
  fields.filter(({ path }) => path.startsWith(`${of}.`)).map(({ path }) => path.slice(of.length + 1))

/** "; did you mean seats?", or what there is. */
export function nearest(name: string, known: string[]): string {
  // Two letters that changed places are two that are wrong.
  const near = closest(name, known, Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3)))
  if (near !== undefined) return `; did you mean ${near}?`
  return known.length === 0 ? '; there is none yet' : `; there are ${known.slice(0, 12).join(', ')}`
}

function unknownName(name: string, fields: RuleField[]): string {
  const field = fields.find(({ path }) => path.split('.').at(-1) === name)
  if (field) return `write ${field.path} instead of ${name}`
  const tops = [...new Set(fields.map(({ path }) => path.split('.')[0] ?? ''))]
  if (name === 'event') return 'there is no event here: this rule is about the account'
  return `${name} is not known; a field is written as ${tops.map((top) => `${top}.name`).join(' or ')}, a text in quotes`
}

const TYPE_WORDS: [RegExp, string][] = [
  [/^(?:dyn<)?(?:double|int|uint)>?$/, 'a number'],
  [/^(?:dyn<)?string>?$/, 'a text'],
  [/^(?:dyn<)?bool>?$/, 'true or false'],
  [/Timestamp|timestamp/, 'a date'],
  [/^null/, 'null'],
  [/^list/, 'a list'],
  [/^map|^Account|^Event/, 'a group of fields'],
]
/** What the package calls a type, in words. */
export const typeWords = (type: string): string =>
  TYPE_WORDS.find(([pattern]) => pattern.test(type))?.[1] ?? type

function wrongTypes(said: string): string {
  const [, left = '', sign = '', right = ''] =
    /^(.*?) (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in|&&|\|\|) (.*)$/.exec(said) ?? []
  if (left === '') return `this doesn't fit: ${said}`
  if (left === 'null' || right === 'null')
    return 'nothing is null here; ask has(account.owner) whether something is known'
  const both = `${typeWords(left)} and ${typeWords(right)}`
  return `${sign} doesn't work between ${both}`
}

const TAKES: Record<string, string> = {
  count: "count takes a signal and a number of days, such as count('planner-used', 7)",
  last: "last takes a signal, such as last('planner-used')",
  total: "total takes a signal, a property and a number of days, such as total('invoice-paid', 'amount', 30)",
  daysSince: 'daysSince takes a date, such as daysSince(account.startedOn)',
}

function wrongCall(summary: string, node: ASTNode | undefined): string {
  const name = node?.op === 'call' || node?.op === 'rcall' ? node.args[0] : ''
  const takes = TAKES[name]
  if (takes !== undefined) return takes
  const [, called = summary] = /overload for '(.*)'$/.exec(summary) ?? []
  return node?.op === 'rcall'
    ? `${called} is nothing that can be asked of it`
    : `there is no function ${name}${nearest(name, [...Object.keys(TAKES), 'has', 'size'])}`
}

function unexpected(text: string, start: number): string {
  if (start >= text.trimEnd().length) return 'something is missing at the end'
  const sign = text[start] ?? ''
  const around = text.slice(start - 1, start + 2)
  if (sign === '=' && !around.includes('==')) return 'write == to compare'
  if (sign === '&' || sign === '|') return `write ${sign}${sign} for “${sign === '&' ? 'and' : 'or'}”`
  const word = /^\w+/.exec(text.slice(start))?.[0]
  if (word !== undefined && /^(?:and|or|not)$/i.test(word))
    return `write ${{ and: '&&', or: '||', not: '!' }[word.toLowerCase()]} instead of ${word}`
  return `“${word ?? sign}” is not expected here`
}
