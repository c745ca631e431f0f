import { z } from 'zod'
import { UsageError } from '#src/errors.ts'
import { evidence } from '#src/evidence/evidence.ts'
import { KIND_NAMES, KINDS } from '#src/knowledge/kinds.ts'
import { people } from '#src/members/member.ts'
import type { TerminalCommand } from './command.ts'

/** What a file of each kind is read by, under the kind's name and its folder's. */
export const SCHEMAS = new Map<string, z.ZodType>([
  ...KIND_NAMES.flatMap((name): [string, z.ZodType][] => [
    [name, KINDS[name].file],
    [KINDS[name].folder, KINDS[name].file],
  ]),
  ['evidence', evidence],
  ['people', people],
])

export const schema: TerminalCommand = {
  name: 'schema',
  asks: 'nothing',
  takes: 'KIND',
  does: "prints the JSON schema of a kind's files",
  words: [1, 1],
  run({ words: [name = ''] }, { print }) {
    const found = SCHEMAS.get(name)
    if (!found)
      throw new UsageError(
        `There is no kind ${JSON.stringify(name)}; the kinds are ${[...KIND_NAMES, 'evidence', 'people'].join(', ')}.`,
      )
    print(JSON.stringify(z.toJSONSchema(found, { io: 'input', unrepresentable: 'any' }), null, 2))
    return Promise.resolve()
  },
}
