import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SCHEMAS, schema } from '#src/cli/schema.ts'
import { readEnv } from '#src/env.ts'

/** What `schema KIND` prints. */
async function printed(kind: string): Promise<JsonSchema> {
  const texts: string[] = []
  const open = () => Promise.reject(new Error('A schema needs no database.'))
  const terminal = {
    env: readEnv({}),
    print: (text: string) => void texts.push(text),
    remark: () => {},
    write: async () => {},
    open,
  }
  await schema.run({ words: [kind], options: {}, flags: new Set() }, terminal)
  return JSON.parse(texts.join('\n'))
}

type JsonSchema = { description?: string; properties?: Record<string, JsonSchema>; items?: JsonSchema }

function undescribed(node: JsonSchema, path: string): string[] {
  const fields = Object.entries(node.properties ?? {}).flatMap(([name, field]) =>
    undescribed(field, `${path}.${name}`),
  )
  const items = node.items?.properties ? undescribed(node.items, `${path}[]`) : []
  return [...(node.description || path.endsWith('[]') ? [] : [path]), ...fields, ...items]
}

describe.each([...SCHEMAS.keys()])('the JSON schema of %s', (kind) => {
  test('describes every field in a line', async () => {
    expect(undescribed(await printed(kind), kind)).toEqual([])
  })

  test('fits the example and the demo company, and nothing else', async () => {
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(await printed(kind))
    for (const folder of ['prisma/example', 'prisma/seed'])
      for (const file of await filesOf(folder, kind)) {
        const content: unknown = parse(await readFile(file, 'utf8'))
        expect([file, fits(content), fits.errors]).toEqual([file, true, null])
        expect(fits({ ...Object(content), unheard: 'of' })).toBe(false)
      }
  })
})

async function filesOf(folder: string, kind: string): Promise<string[]> {
  if (kind === 'people') return [join(folder, 'people.yaml')]
  const names = await readdir(join(folder, kind)).catch(() => [])
  return names.map((name) => join(folder, kind, name))
}

test('a kind that is not known is wrong usage, and the kinds are named', async () => {
  await expect(printed('personality')).rejects.toThrow(
    'There is no kind "personality"; the kinds are persona, journey, ',
  )
})

test('each field of the example is commented where it stands for the first time', async () => {
  const uncommented = await Promise.all(
    [
      'personas/owner-ollie',
      'objections/no-time',
      'playbooks/first-call',
      'vocabulary/persona-a',
      'themes/answer-first',
      'journeys/ollie',
      'jobs/answer-every-enquiry',
      'discovery/questions',
      'arguments/time-back',
      'committees/owner-and-bookkeeper',
      'competitors/the-free-inbox',
      'evidence/interviews-2026-05',
    ].map(async (name) => {
      const lines = (await readFile(`prisma/example/${name}.yaml`, 'utf8')).split('\n')
      const fields = lines.filter((line) => /^\w+:/.test(line) && !line.includes('#'))
      return fields.map((line) => `${name} ${line.split(':')[0]}`)
    }),
  )
  const familiar = / (title|status|owner|verifier|deputies)$/
  expect(uncommented.flat().filter((field) => !familiar.test(field))).toEqual([])
})
