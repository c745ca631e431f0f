import { UsageError } from '#src/errors.ts'
import { type TerminalCommand, usageOf } from './command.ts'
import { chi2 } from './stats/chi2.ts'
import { km } from './stats/km.ts'
import { proportions } from './stats/proportions.ts'
import { sbg } from './stats/sbg.ts'
import type { Statistic } from './stats/statistic.ts'

const ALL: Statistic[] = [sbg, km, proportions, chi2]

/** The statistics behind the numbers, on anybody's own file: to be checked against their own tools. */
export const stats: TerminalCommand = {
  name: 'stats',
  asks: 'nothing',
  takes: ALL.map(({ name, takes }) => `${name} ${takes}`).join(' | '),
  does: 'computes a statistic from a CSV file or from numbers, as a table or with --json as JSON',
  words: [1, 5],
  options: [...new Set(ALL.flatMap(({ options }) => options))],
  flags: ['json', ...ALL.flatMap(({ flags = [] }) => flags)],
  async run({ words: [name, ...words], options, flags }, { print, remark }) {
    const statistic = ALL.find((each) => each.name === name)
    const wrong = (what: string, of = stats.takes) =>
      new UsageError(`${what} Usage: ${usageOf({ ...stats, takes: of })}`)
    if (!statistic)
      throw wrong(`There is no statistic ${name}; there are ${ALL.map((each) => each.name).join(', ')}.`)
    const takes = `${statistic.name} ${statistic.takes}`
    if (words.length !== statistic.words)
      throw wrong(`stats ${name} takes ${statistic.words === 1 ? 'one file' : 'four numbers'}.`, takes)
    const known = ['json', ...statistic.options, ...(statistic.flags ?? [])]
    const foreign = [...Object.keys(options), ...flags].find((option) => !known.includes(option))
    if (foreign !== undefined) throw wrong(`stats ${name} takes no --${foreign}.`, takes)
    const missing = statistic.needs?.find((option) => options[option] === undefined)
    if (missing !== undefined) throw wrong(`stats ${name} needs --${missing}.`, takes)
    const { remarks, json, text } = await statistic.compute(words, options, flags)
    for (const said of remarks) remark(said)
    print(flags.has('json') ? JSON.stringify(json, plain, 2) : text)
  },
}

/** JSON has no infinity: it is a word there. */
const plain = (_key: string, value: unknown): unknown =>
  value === Number.POSITIVE_INFINITY ? 'Infinity' : value
