import { basename } from 'node:path'
import { type Fault, sayFound, sayPath, valueAt } from '#src/knowledge/fault.ts'
import { parseFile, readYaml } from '#src/knowledge/read-file.ts'
import { type TriggerBody, trigger } from './trigger.ts'

/** A trigger's file by itself, or everything that doesn't fit. */
export async function readTriggerFile(
  path: string,
): Promise<{ title: string; body: TriggerBody } | { faults: Fault[] }> {
  const yaml = await readYaml(path, basename(path))
  if (Array.isArray(yaml)) return { faults: yaml }
  const fitted = parseFile(trigger.file, yaml)
  if ('faults' in fitted) return fitted
  const { title, status, owner, verifier, deputies, verifyEvery, verifiedAt, ...rest } = fitted.data
  const { body } = trigger.read(rest)
  const faults: Fault[] = []
  trigger.check(body, (at, expected) =>
    faults.push({
      file: yaml.file,
      line: yaml.lineOf(at),
      path: sayPath(at),
      found: sayFound(valueAt(body, at)),
      expected,
    }),
  )
  return faults.length > 0 ? { faults } : { title, body }
}
