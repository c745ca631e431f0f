import type { ASTNode } from '@marcbachmann/cel-js'
import {
  type Asked,
  type Condition,
  conditionOf,
  conjuncts,
  type Operator,
  type Value,
} from './conditions.ts'
import { runningEnvironment } from './environment.ts'
import { ACCOUNT_FIELDS, CONTACT_FIELDS, EVENT_FIELDS, type RuleField, type RuleNames } from './names.ts'
import { parseRule } from './parse.ts'
import { pathOf, textOf } from './tree.ts'

const env = runningEnvironment(() => undefined)

/**
 * A rule as it completes "an account that …": "uses the planner at least once in 7 days and has more than 50 seats".
 * What can't be worded stands as it is written. Expects a rule that was checked.
 */
export function ruleInWords(text: string, names: RuleNames): string {
  const fields = [...ACCOUNT_FIELDS, ...EVENT_FIELDS, ...CONTACT_FIELDS, ...names.fields]
  return wordsOf(parseRule(env, text).ast, { ...names, fields })
}

function wordsOf(node: ASTNode, names: RuleNames): string {
  if (node.op === '&&')
    return series(
      conjuncts(node).map((part) => grouped(part, names)),
      'and',
    )
  if (node.op === '||')
    return series(
      alternatives(node).map((part) => wordsOf(part, names)),
      'or',
    )
  const said = saysInWords(node, names)
  if (said !== undefined) return said
  const condition = conditionOf(node)
  return (condition && conditionInWords(condition, names)) ?? asWritten(node)
}

/** contact.title.lowerAscii().contains('finance'): "has a title with finance". */
function saysInWords(node: ASTNode, { fields }: RuleNames): string | undefined {
  if (node.op !== 'rcall' || node.args[0] !== 'contains') return undefined
  const [, on, [what]] = node.args
  const plain = on.op === 'rcall' && on.args[0] === 'lowerAscii' ? on.args[1] : on
  const [path, text] = [pathOf(plain), what && textOf(what)]
  return path === undefined || text === undefined
    ? undefined
    : `has a ${fieldAt(path, fields).title} with ${text}`
}

/** An "or" within an "and" says where it begins and ends. */
const grouped = (node: ASTNode, names: RuleNames): string =>
  node.op === '||' ? `either ${wordsOf(node, names)}` : wordsOf(node, names)

const alternatives = (node: ASTNode): ASTNode[] =>
  node.op === '||' ? node.args.flatMap(alternatives) : [node]

const asWritten = (node: ASTNode): string => node.input.slice(node.start, node.end)

function series(parts: string[], word: 'and' | 'or'): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`
}

/** One condition in words; undefined where there are none for it. */
function conditionInWords({ asked, operator, value }: Condition, names: RuleNames): string | undefined {
  if ('field' in asked) return fieldInWords(fieldAt(asked.field, names.fields), operator, value)
  if ('daysSince' in asked) return sinceInWords(fieldAt(asked.daysSince, names.fields), operator, value)
  return typeof value === 'number' ? counterInWords(asked, operator, value, names) : undefined
}

/** A field that no dictionary describes is called by its own name. */
const fieldAt = (path: string, fields: RuleField[]): RuleField =>
  fields.findLast((field) => field.path === path) ?? {
    path,
    type: 'text',
    title: (/[\w ]+(?="?\]?$)/.exec(path)?.[0] ?? path).replaceAll('_', ' '),
  }

const COMPARED: Partial<Record<Operator, string>> = {
  '==': '',
  '>': 'more than ',
  '>=': 'at least ',
  '<': 'fewer than ',
  '<=': 'at most ',
}

function fieldInWords({ title, unit }: RuleField, operator: Operator, value: Value): string | undefined {
  if (operator === 'known') return `has ${title} on record`
  if (operator === 'unknown') return `has no ${title} on record`
  if (Array.isArray(value)) return `has ${title} ${series(value.map(String), 'or')}`
  if (typeof value === 'boolean') return isTrue(operator, value) ? `has ${title}` : `has no ${title}`
  if (typeof value === 'string') return textInWords(title, operator, value)
  const compared = COMPARED[operator]
  if (value === undefined || compared === undefined) return undefined
  return unit === undefined
    ? `has ${compared}${number(value)} ${title}`
    : `has ${title} of ${compared.replace('fewer', 'less')}${number(value)} ${unit}`
}

const isTrue = (operator: Operator, value: boolean): boolean => (operator === '==') === value

function textInWords(title: string, operator: Operator, value: string): string | undefined {
  if (operator === '==') return `has ${title} ${value}`
  return operator === '!=' ? `has a ${title} other than ${value}` : undefined
}

const WHEN: Partial<Record<Operator, string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
}

function sinceInWords({ title }: RuleField, operator: Operator, value: Value): string | undefined {
  const when = WHEN[operator]
  return when !== undefined && typeof value === 'number'
    ? `had its ${title} ${when} ${days(value)} ago`
    : undefined
}

type Counter = Exclude<Asked, { field: string } | { daysSince: string }>

function counterInWords(
  need: Counter,
  operator: Operator,
  value: number,
  names: RuleNames,
): string | undefined {
  const signal = names.signals.find(({ slug }) => slug === need.signal)
  const said = signal?.said ?? `shows “${signal?.title ?? need.signal}”`
  if (need.of === 'last') return lastInWords(said, operator, value)
  const within = `in ${days(need.days)}`
  if (need.of === 'count') {
    const often = oftenInWords(operator, value)
    return often && `${said} ${often} ${within}`
  }
  const compared = COMPARED[operator]?.replace('fewer', 'less')
  return compared === undefined
    ? undefined
    : `${said} with ${compared}${number(value)} ${need.property} in all ${within}`
}

function oftenInWords(operator: Operator, value: number): string | undefined {
  const isNever =
    (operator === '==' && value === 0) ||
    (operator === '<' && value === 1) ||
    (operator === '<=' && value === 0)
  if (isNever) return 'not once'
  if (operator === '>' && value === 0) return 'at least once'
  const compared = COMPARED[operator]
  return compared === undefined ? undefined : `${compared}${times(value)}`
}

function lastInWords(said: string, operator: Operator, value: number): string | undefined {
  if (operator === '>' || operator === '>=') return `${said} not once in ${days(value)}`
  return operator === '<' || operator === '<=' ? `${said} in the last ${days(value)}` : undefined
}

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
const days = (value: number): string => (value === 1 ? '1 day' : `${number(value)} days`)
const times = (value: number): string =>
  value === 1 ? 'once' : value === 2 ? 'twice' : `${number(value)} times`
