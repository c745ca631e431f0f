import type { ClaimInput } from './claim-fields.ts'

/** An optional choice that was taken back: a list of options has no empty one. */
export const NONE = '-'

/** What is wrong with one input: nothing is filled in, or something else was expected. */
export type InputFault = { missing: ClaimInput } | { expected: string }

export type ReadClaim =
  /** What the claim says by its keys; undefined where it is to say nothing (any longer). */
  { said: Record<string, unknown> } | { faults: Map<string, InputFault> }

/** Makes of what was filled in, by the names of the inputs, what a claim holds. */
export function readClaim(inputs: ClaimInput[], filled: Record<string, unknown>): ReadClaim {
  const values = new Map(inputs.map((input) => [input.name, readValue(input, filled[input.name])]))
  const faults = new Map(
    inputs.flatMap((input) => {
      const fault = faultOf(input, values)
      return fault ? [[input.name, fault] as const] : []
    }),
  )
  return faults.size > 0 ? { faults } : { said: grouped(values) }
}

type Value = string | number | string[] | undefined

function readValue(input: ClaimInput, filled: unknown): Value {
  if (input.asks === 'entries' || input.asks === 'people')
    return Array.isArray(filled) ? filled.map(String) : []
  const text = typeof filled === 'string' ? filled.trim() : ''
  if (input.asks === 'lines') return linesOf(text)
  if (text === '' || text === NONE) return undefined
  const numeric = (input.asks === 'words' || input.asks === 'choice') && input.numeric
  return numeric && Number.isFinite(Number(text)) ? Number(text) : text
}

/** What stands on each line, once. */
const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

function faultOf(input: ClaimInput, values: Map<string, Value>): InputFault | undefined {
  const value = values.get(input.name)
  const isNothing = value === undefined || (input.required && Array.isArray(value) && value.length === 0)
  if (isNothing) return input.required || isHalf(input, values) ? { missing: input } : undefined
  const read = input.schema.safeParse(value)
  return read.success ? undefined : { expected: read.error.issues[0]?.message ?? 'another value' }
}

/** Of a group either all is filled in or nothing. */
const isHalf = ({ name }: ClaimInput, values: Map<string, Value>): boolean => {
  const [group, part] = name.split('.')
  return (
    part !== undefined &&
    [...values].some(([other, value]) => value !== undefined && other.startsWith(`${group}.`))
  )
}

/** `asset.url` becomes the url of the asset. */
function grouped(values: Map<string, Value>): Record<string, unknown> {
  const said: Record<string, unknown> = {}
  for (const [name, value] of values) {
    const [key = name, part] = name.split('.')
    if (part === undefined) said[key] = value
    else if (value === undefined) said[key] ??= undefined
    else said[key] = { ...(said[key] as object | undefined), [part]: value }
  }
  return said
}

/** What stands in an input at first, of a claim as it is. */
export function filledOf(
  { name }: Pick<ClaimInput, 'name'>,
  claim: Record<string, unknown> | undefined,
): string | undefined {
  const [key = name, part] = name.split('.')
  const held = claim?.[key]
  const value = part === undefined ? held : (held as Record<string, unknown> | undefined)?.[part]
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
