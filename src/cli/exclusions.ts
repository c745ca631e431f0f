import { UsageError } from '#src/errors.ts'
import {
  AD_FIELDS,
  type Exclusion,
  type Exclusions,
  exclusionsOf,
  PURPOSES,
  type Purpose,
} from '#src/personas/exclusions.ts'
import type { TerminalCommand } from './command.ts'
import { csvLine } from './csv.ts'

export const exclusions: TerminalCommand = {
  name: 'exclusions',
  asks: 'nothing',
  takes: '[--for scoring|ads] [--hypotheses] [--json]',
  does: 'writes whom to exclude from lead scoring or advertising, as CSV or JSON',
  words: [0, 0],
  options: ['for'],
  flags: ['hypotheses', 'json'],
  async run({ options, flags }, { open, print, remark }) {
    const purpose = purposeNamed(options.for)
    const library = await (await open()).readLibrary()
    const found = exclusionsOf(library, purpose, flags.has('hypotheses'))
    print(flags.has('json') ? JSON.stringify(found.rows.map(asRecord), null, 2) : csvOf(found.rows))
    for (const said of remarksOn(found, flags.has('hypotheses'))) remark(said)
  },
}

function purposeNamed(name = 'scoring'): Purpose {
  const purpose = PURPOSES.find((each) => each === name)
  if (!purpose)
    throw new UsageError(`--for is ${JSON.stringify(name)}, and has to be one of ${PURPOSES.join(', ')}.`)
  return purpose
}

const COLUMNS = ['persona', 'exclusion', 'field', 'operator', 'value', 'revisit'] as const

const asRecord = (row: Exclusion) => Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? null]))

const csvOf = (rows: Exclusion[]): string =>
  [csvLine([...COLUMNS]), ...rows.map((row) => csvLine(COLUMNS.map((name) => row[name] ?? '')))].join('\n')

/** What is not in the list, one line each, and why. */
function remarksOn({ rows, inWords, leftOut }: Exclusions, withHypotheses: boolean): string[] {
  const none = withHypotheses
    ? 'No negative persona has a criterion with field, operator and value.'
    : 'No active negative persona has a criterion with field, operator and value; --hypotheses adds those that are not validated.'
  return [
    ...(rows.length + inWords.length + leftOut.length === 0 ? [none] : []),
    ...inWords.map(({ persona, text }) => `Not exported, in words only: ${persona}: ${text}`),
    ...leftOut.map(
      ({ persona, field, operator, value }) =>
        `Left out, no advertising platform knows ${field}: ${persona}: ${field} ${operator} ${value}`,
    ),
    ...(leftOut.length > 0 ? [`Fields that they know: ${[...AD_FIELDS].join(', ')}.`] : []),
  ]
}
