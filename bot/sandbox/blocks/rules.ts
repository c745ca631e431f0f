import { type Fields, isFields } from '#bot/sandbox/fields.ts'

/** What is wrong with a value at a place, in Slack's words; nothing if it is right. */
export type Rule = (value: unknown, at: string) => string[]

const fault = (words: string, at: string): string[] => [`${words} [json-pointer:${at}]`]

export type Length = { least?: number; most: number }

export function text({ least = 1, most }: Length, form?: RegExp): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return fault('must be a string', at)
    const length = [...value].length
    if (length < least) return fault(`must be more than ${least - 1} characters`, at)
    if (length > most) return fault(`must be less than ${most + 1} characters`, at)
    return form === undefined || form.test(value) ? [] : fault('has an invalid format', at)
  }
}

export function number({ least, most }: { least?: number; most?: number } = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return fault('must be a number', at)
    if (least !== undefined && value < least) return fault(`must be at least ${least}`, at)
    return most !== undefined && value > most ? fault(`must be at most ${most}`, at) : []
  }
}

export const flag: Rule = (value, at) => (typeof value === 'boolean' ? [] : fault('must be a boolean', at))

export const anything: Rule = () => []

export function oneOf(...allowed: readonly string[]): Rule {
  return (value, at) =>
    typeof value === 'string' && allowed.includes(value)
      ? []
      : fault(`must be one of: ${allowed.join(', ')}`, at)
}

export function list(rule: Rule, { least = 1, most }: Length): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return fault('must be an array', at)
    if (value.length < least) return fault(`no fewer than ${least} items allowed`, at)
    if (value.length > most) return fault(`no more than ${most} items allowed`, at)
    return value.flatMap((item, index) => rule(item, `${at}/${index}`))
  }
}

export type Parts = Record<string, Rule>

/** An object with these parts and no others; `type` and `block_id` are looked at elsewhere. */
export function object(required: Parts, optional: Parts = {}, ...further: readonly Rule[]): Rule {
  return (value, at) => {
    if (!isFields(value)) return fault('must provide an object', at)
    const missing = Object.keys(required).filter((name) => value[name] === undefined || value[name] === null)
    const parts = Object.entries({ ...required, ...optional }).filter(([name]) => isThere(value[name]))
    const unknown = Object.keys(value).filter(
      (name) => isThere(value[name]) && !(name in required || name in optional || name === 'type'),
    )
    return [
      ...missing.flatMap((name) => fault(`missing required field: ${name}`, at)),
      ...unknown.flatMap((name) => fault(`invalid additional property: ${name}`, at)),
      ...parts.flatMap(([name, rule]) => rule(value[name], `${at}/${name}`)),
      ...further.flatMap((rule) => rule(value, at)),
    ]
  }
}

/** An object whose `type` picks its rule. */
export function tagged(kinds: Record<string, Rule>): Rule {
  return (value, at) => {
    if (!isFields(value)) return fault('must provide an object', at)
    if (value.type === undefined) return fault('missing required field: type', at)
    const kind = String(value.type)
    const rule = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    return rule === undefined ? fault(`unsupported type: ${kind}`, `${at}/type`) : rule(value, at)
  }
}

/** A rule that looks at several parts of an object at once. */
export const across = (holds: (fields: Fields) => boolean, words: string): Rule => {
  return (value, at) => (isFields(value) && holds(value) ? [] : fault(words, at))
}

export const exactlyOne = (...names: readonly string[]): Rule =>
  across(
    (fields) => names.filter((name) => isThere(fields[name])).length === 1,
    `must define exactly one of: ${names.join(', ')}`,
  )

export const atLeastOne = (...names: readonly string[]): Rule =>
  across(
    (fields) => names.some((name) => isThere(fields[name])),
    `must define at least one of: ${names.join(', ')}`,
  )

const isThere = (value: unknown): boolean => value !== undefined && value !== null
