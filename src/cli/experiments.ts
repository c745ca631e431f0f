import type { Context } from '#src/context.ts'
import { UsageError, UserError } from '#src/errors.ts'
import { variantNamed } from '#src/experiments/read-lines.ts'
import { experimentIn, experimentsIn, readStanding, readStandings } from '#src/experiments/read-standing.ts'
import type { TypedCell } from '#src/experiments/result.ts'
import type { Experiment, Standing } from '#src/experiments/standing.ts'
import { enterResults } from '#src/experiments/store.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personaNamed } from '#src/personas/find-persona.ts'
import type { TerminalCommand } from './command.ts'
import { csvLine } from './csv.ts'
import { readCsv } from './stats/read-csv.ts'
import { table } from './table.ts'

const COLUMNS = [
  ...['experiment', 'persona', 'stronger', 'than', 'n_stronger', 'n_than', 'needed', 'verdict'],
  ...['difference', 'low', 'high', 'p', 'p_corrected', 'lift', 'lift_low', 'lift_high'],
]

export const experiments: TerminalCommand = {
  name: 'experiments',
  asks: 'enter-results',
  takes: '[NAME] [--results FILE.csv --until 2026-11-30 [--as HANDLE]] [--csv]',
  does: 'tells what experiments came to; --results takes a CSV with persona, variant, n and successes, or mean and sd',
  words: [0, 1],
  options: ['results', 'until', 'as'],
  flags: ['csv'],
  async run({ words: [name], options, flags }, { open, print }) {
    if (options.results !== undefined && (name === undefined || !isDay(options.until)))
      throw new UsageError('--results needs the name of an experiment, and --until a day such as 2026-11-30.')
    const ctx = await open()
    const library = await ctx.readLibrary()
    const one = name === undefined ? undefined : found(name, library)
    if (one && options.results !== undefined)
      await enter(one, { file: options.results, until: options.until ?? '', as: options.as }, ctx)
    const standings = one ? [await readStanding(one, ctx)] : await readStandings(ctx, library)
    const rows = standings.flatMap(rowsOf)
    print(flags.has('csv') ? [COLUMNS, ...rows].map(csvLine).join('\n') : table(COLUMNS, rows))
  },
}

const isDay = (text: string | undefined): boolean => {
  try {
    return Temporal.PlainDate.from(text ?? '').toString() === text
  } catch {
    return false
  }
}

function found(name: string, library: Library): Experiment {
  const one = experimentIn(library, name)
  if (one) return one
  const known = experimentsIn(library).map(({ slug }) => slug)
  throw new UserError(
    `There is no experiment ${name} in force${known.length > 0 ? `; there are ${known.join(', ')}` : ', and no other'}.`,
  )
}

async function enter(
  experiment: Experiment,
  { file, until, as }: { file: string; until: string; as: string | undefined },
  ctx: Context,
): Promise<void> {
  const cells = await readCells(file, experiment, await ctx.readLibrary())
  const entered = {
    slug: experiment.slug,
    cells,
    until: Temporal.PlainDate.from(until),
    by: as ?? 'operator',
  }
  await enterResults(ctx.db, entered, ctx.now(), ctx.zone)
}

const WANTED = { share: ['n', 'successes'], mean: ['n', 'mean', 'sd'] } as const

async function readCells(file: string, { body }: Experiment, library: Library): Promise<TypedCell[]> {
  const { name, rows } = await readCsv(file)
  const [head, ...lines] = rows
  const columns = ['persona', 'variant', ...WANTED[body.measures]]
  const places = columns.map((column) => head?.cells.findIndex((cell) => cell.toLowerCase() === column) ?? -1)
  const missing = columns.filter((_, index) => places[index] === -1)
  if (missing.length > 0)
    throw new UserError(`${name} lacks ${missing.join(' and ')}: expected the columns ${columns.join(', ')}.`)
  return lines.map(({ line, cells }) => {
    const [who = '', which = '', ...numbers] = places.map((place) => cells[place] ?? '')
    const persona = personaNamed(library, who)?.slug
    if (persona === undefined)
      throw new UserError(`${name}, line ${line}: ${JSON.stringify(who)} is no persona.`)
    const variant = variantNamed(which, body)
    if (variant === undefined)
      throw new UserError(
        `${name}, line ${line}: ${JSON.stringify(which)} is no variant; expected ${body.variants.map(({ id }) => id).join(', ')}.`,
      )
    return { persona, variant, numbers: numbers.map((each) => (each === '' ? Number.NaN : Number(each))) }
  })
}

const cell = (value: number | undefined): string => (value === undefined ? '' : String(value))

function rowsOf({ experiment: { slug, body }, sample, results, state }: Standing): string[][] {
  if (!results)
    return body.expects.map(({ persona, stronger, than }) => [
      ...[slug, persona, stronger, than, '', '', String(sample.needed), state],
      ...Array.from({ length: 8 }, () => ''),
    ])
  return results.outcomes.map(({ expectation, stronger, than, contrast, lift, verdict }) => [
    ...[slug, expectation.persona, expectation.stronger, expectation.than],
    ...[cell(stronger?.n), cell(than?.n), String(sample.needed), verdict],
    ...[contrast?.difference, contrast?.interval.low, contrast?.interval.high].map(cell),
    ...[contrast?.p, contrast?.corrected, lift?.lift, lift?.low, lift?.high].map(cell),
  ])
}
