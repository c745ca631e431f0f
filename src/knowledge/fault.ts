import type { z } from 'zod'

/** One thing that is wrong in a file. */
export type Fault = { file: string; line?: number | undefined; path: string; found: string; expected: string }

/** `personas/ollie.yaml:12 pains[0].severity: found "high", expected a whole number from 1 to 5` */
export function sayFault({ file, line, path, found, expected }: Fault): string {
  const place = line ? `${file}:${line}` : file
  return `${place}${path ? ` ${path}` : ''}: found ${found}, expected ${expected}`
}

/** `pains[0].severity` */
export function sayPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

/** The value at a path, undefined where there is none. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  )

/** What was found, short enough for one line. */
export function sayFound(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'a group of fields'
  if (typeof value === 'number') return String(value)
  const points = [...(JSON.stringify(value) ?? String(value))]
  return points.length > 60 ? `${points.slice(0, 59).join('')}…` : points.join('')
}

const TYPES: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

/** What a zod issue asks for, in the words of somebody who writes files. Issues must report their input. */
export function expectationOf(
  issue: z.core.$ZodIssue,
  known: (path: PropertyKey[]) => string[] = () => [],
): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1
        ? sayFound(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`
    case 'invalid_key':
      return issue.issues[0] ? expectationOf(issue.issues[0]) : issue.message
    case 'unrecognized_keys':
      return `one of ${known([...issue.path]).join(', ')}`
    default:
      return issue.message
  }
}
