import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { causeOf } from '#src/errors.ts'
import { expectationOf, type Fault, sayFound, sayPath } from './fault.ts'

const LARGEST = 4 * 1024 * 1024

/** A YAML file with its places, so that a fault can name the line. */
export type YamlFile = {
  file: string
  value: unknown
  lineOf: (path: readonly PropertyKey[]) => number | undefined
}

type SayFault = (found: string, expected: string, line?: number) => Fault[]

/** Reads one YAML file. Returns the faults of its encoding and syntax instead where it has any. */
export async function readYaml(path: string, file: string): Promise<YamlFile | Fault[]> {
  const fault: SayFault = (found, expected, line) => [{ file, line, path: '', found, expected }]
  try {
    const bytes = await readFile(path)
    if (bytes.length > LARGEST) return fault(`${bytes.length} bytes`, 'a file of at most 4 MB')
    const text = decode(bytes)
    return text === undefined
      ? fault('an encoding that is not UTF-8', 'a file in UTF-8')
      : parseYaml(text, file, fault)
  } catch (error) {
    return fault(`a file that can't be read (${codeOf(error)})`, 'a file of YAML')
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : causeOf(error)

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parseYaml(text: string, file: string, fault: SayFault): YamlFile | Fault[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error)
    return fault(`YAML that can't be read (${error.message})`, 'valid YAML', lines.linePos(error.pos[0]).line)
  const lineOf = (steps: readonly PropertyKey[]): number | undefined => {
    const node = document.getIn(steps, true)
    const start =
      node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range)
        ? node.range[0]
        : undefined
    if (typeof start === 'number') return lines.linePos(start).line
    return steps.length ? lineOf(steps.slice(0, -1)) : undefined
  }
  // Few aliases are allowed, since some that name each other expand without end.
  return { file, value: document.toJS({ maxAliasCount: 100 }), lineOf }
}

/** Parses the value of a file by its schema, or says everything that does not fit. */
export function parseFile<S extends z.ZodObject>(
  schema: S,
  yaml: YamlFile,
): { data: z.output<S> } | { faults: Fault[] } {
  const parsed = schema.safeParse(yaml.value, { reportInput: true })
  if (parsed.success) return { data: parsed.data }
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, schema, yaml)) }
}

function faultsOf(issue: z.core.$ZodIssue, schema: z.ZodObject, yaml: YamlFile): Fault[] {
  const expected = expectationOf(issue, (path) => fieldsAt(schema, path))
  const at = (path: PropertyKey[], found: string): Fault => ({
    file: yaml.file,
    line: yaml.lineOf(path),
    path: sayPath(path),
    found,
    expected,
  })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], `the unknown field ${JSON.stringify(key)}`))
  }
  return [at([...issue.path], sayFound(issue.input))]
}

/** The names of the fields that a schema knows at a path, for "expected one of …". */
function fieldsAt(schema: z.core.$ZodType, path: PropertyKey[]): string[] {
  const inner = unwrapped(schema)
  const [step, ...rest] = path
  if (step === undefined) return 'shape' in inner.def ? Object.keys(inner.def.shape as object) : []
  if (typeof step === 'number' && 'element' in inner.def)
    return fieldsAt(inner.def.element as z.core.$ZodType, rest)
  const shape = 'shape' in inner.def ? (inner.def.shape as Record<PropertyKey, z.core.$ZodType>) : {}
  const next = shape[step]
  return next ? fieldsAt(next, rest) : []
}

function unwrapped(schema: z.core.$ZodType): { def: object } {
  const { def } = schema._zod
  return 'innerType' in def ? unwrapped(def.innerType as z.core.$ZodType) : { def }
}
