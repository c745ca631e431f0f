import type { ASTNode } from '@marcbachmann/cel-js'
import { runningEnvironment } from './environment.ts'
import type { CounterNeed } from './needs.ts'
import { needOf } from './needs.ts'
import { parseRule } from './parse.ts'
import { numberOf, pathOf, textOf } from './tree.ts'

/** How a field is held against a value, as CEL writes it; `known` and `unknown` take none. */
export const OPERATORS = ['==', '!=', '>', '>=', '<', '<=', 'in', 'known', 'unknown'] as const
export type Operator = (typeof OPERATORS)[number]

/** A field of the account or the event, the days since a date, or a counter. */
export type Asked = { field: string } | { daysSince: string } | CounterNeed

/** One row of a form: what is asked, how, and for which value. */
export type Condition = { asked: Asked; operator: Operator; value: Value }
export type Value = string | number | boolean | (string | number)[] | undefined

/** Rows of a form, all of which have to hold, as CEL. */
export const conditionsToCel = (conditions: Condition[]): string =>
  conditions.map(conditionToCel).join(' && ')

function conditionToCel({ asked, operator, value }: Condition): string {
  const left = askedToCel(asked)
  if (operator === 'known') return `has(${left})`
  if (operator === 'unknown') return `!has(${left})`
  return `${left} ${operator} ${literal(value)}`
}

/** What is asked, as CEL: `count('planner-used', 7)`. */
function askedToCel(asked: Asked): string {
  if ('field' in asked) return asked.field
  if ('daysSince' in asked) return `daysSince(${asked.daysSince})`
  const signal = literal(asked.signal)
  switch (asked.of) {
    case 'count':
      return `count(${signal}, ${asked.days})`
    case 'last':
      return `last(${signal})`
    case 'total':
      return `total(${signal}, ${literal(asked.property)}, ${asked.days})`
  }
}

function literal(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'string') return String(value)
  const json = JSON.stringify(value)
  // CEL knows the same escapes as JSON; in single quotes a rule reads better.
  return value.includes("'") || json.includes('\\') ? json : `'${value}'`
}

const env = runningEnvironment(() => undefined)

/** The rows of a form that a rule is; undefined where it says more than rows can. Expects a rule that was checked. */
export function celToConditions(text: string): Condition[] | undefined {
  const conditions = conjuncts(parseRule(env, text).ast).map(conditionOf)
  return conditions.every((condition) => condition !== undefined) ? conditions : undefined
}

/** What all has to hold, one by one. */
export const conjuncts = (node: ASTNode): ASTNode[] =>
  node.op === '&&' ? node.args.flatMap(conjuncts) : [node]

/** A part of a rule as a row of a form, where it is one. */
export function conditionOf(node: ASTNode): Condition | undefined {
  if (node.op === '!_') {
    const field = askedIfKnown(node.args)
    return field && { asked: field, operator: 'unknown', value: undefined }
  }
  const known = askedIfKnown(node)
  if (known) return { asked: known, operator: 'known', value: undefined }
  const operator = OPERATORS.find((sign) => sign === node.op)
  if (operator === undefined || !isBinary(node)) return undefined
  const [asked, value] = [askedOf(node.args[0]), writtenValue(node.args[1])]
  return asked && value !== undefined ? { asked, operator, value } : undefined
}

const isBinary = (node: ASTNode): node is ASTNode & { args: [ASTNode, ASTNode] } =>
  Array.isArray(node.args) && node.args.length === 2

function askedIfKnown(node: ASTNode): Asked | undefined {
  if (node.op !== 'call' || node.args[0] !== 'has') return undefined
  const [of] = node.args[1]
  const field = of && pathOf(of)
  return field === undefined ? undefined : { field }
}

/** What a part of a rule asks: a field, the days since one, a counter. */
function askedOf(node: ASTNode): Asked | undefined {
  const field = pathOf(node)
  if (field !== undefined) return { field }
  if (node.op !== 'call') return undefined
  const [name, args] = node.args
  if (name !== 'daysSince') return needOf(name, args)
  const date = args[0] && pathOf(args[0])
  return date === undefined ? undefined : { daysSince: date }
}

function writtenValue(node: ASTNode): Value {
  if (node.op === 'list') {
    const items = node.args.map((item) => textOf(item) ?? numberOf(item))
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (node.op === 'value' && typeof node.args === 'boolean') return node.args
  return textOf(node) ?? numberOf(node)
}
