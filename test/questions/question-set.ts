import { z } from 'zod'
import { UserError } from '#src/errors.ts'
import { type Fault, sayFault } from '#src/knowledge/fault.ts'
import type { Library } from '#src/knowledge/library.ts'
import { parseFile, readYaml, type YamlFile } from '#src/knowledge/read-file.ts'
import { closest } from '#src/search/closest.ts'

/** A question and the entries (`kind/slug`) any of which answers it; none, if nothing does. */
export type Question = { q: string; expect: string[] }

const file = z.strictObject({
  questions: z.array(
    // A set may say more of its questions, such as their type.
    z.looseObject({
      q: z.string().trim().min(1, 'a question'),
      expect: z.array(z.string()),
    }),
  ),
})

/** Reads a set of questions and checks that the library has what they expect. Throws a UserError with every fault. */
export async function readQuestions(path: string, library: Library): Promise<Question[]> {
  const yaml = await readYaml(path, path)
  if (Array.isArray(yaml)) throw refusal(yaml)
  const parsed = parseFile(file, asField(yaml))
  if ('faults' in parsed) throw refusal(parsed.faults)
  const { questions } = parsed.data
  const unknown = questions.flatMap(({ expect }, index) =>
    expect.flatMap((key, at) =>
      library.entries.has(key) ? [] : [unknownEntry(key, [index, 'expect', at], yaml, library)],
    ),
  )
  if (unknown.length > 0) throw refusal(unknown)
  return questions
}

/** A file of questions is a bare list; as a field it can be read by a schema. */
const asField = (yaml: YamlFile): YamlFile => ({
  ...yaml,
  value: { questions: yaml.value },
  lineOf: ([, ...path]) => yaml.lineOf(path),
})

function unknownEntry(key: string, path: (string | number)[], yaml: YamlFile, { entries }: Library): Fault {
  const near = closest(key, entries.keys())
  return {
    file: yaml.file,
    line: yaml.lineOf(path),
    path: '',
    found: JSON.stringify(key),
    expected: `the kind/slug of an entry${near ? `, such as ${near}` : ''}`,
  }
}

const MOST_FAULTS = 5

function refusal(faults: Fault[]): UserError {
  const said = faults.slice(0, MOST_FAULTS).map(sayFault).join('; ')
  const more = faults.length > MOST_FAULTS ? `; and ${faults.length - MOST_FAULTS} more` : ''
  return new UserError(`These questions can't be asked: ${said}${more}.`)
}
