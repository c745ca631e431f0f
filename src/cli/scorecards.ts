import { UsageError, UserError } from '#src/errors.ts'
import { monthNamed } from '#src/kpis/kpi-period.ts'
import { scorecardNamed, scorecardsIn } from '#src/scorecards/find-scorecard.ts'
import { monthBefore, reportScorecard, type ScorecardReport } from '#src/scorecards/scorecard-report.ts'
import type { TerminalCommand } from './command.ts'
import { csvLine } from './csv.ts'
import { table } from './table.ts'

const COLUMNS = [
  'scorecard',
  'month',
  'persona',
  'kpi',
  'perspective',
  'weight',
  'period',
  'n',
  'value',
  'z',
  'points',
  'missing',
]

export const scorecards: TerminalCommand = {
  name: 'scorecard',
  asks: 'nothing',
  takes: '[NAME] [--month 2026-10] [--csv]',
  does: 'tells scorecards by persona of one month: the score, and what each KPI moves it by',
  words: [0, 1],
  options: ['month'],
  flags: ['csv'],
  async run({ words: [name], options, flags }, { open, print }) {
    const ctx = await open()
    const library = await ctx.readLibrary()
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
    const month = options.month === undefined ? monthBefore(today) : monthNamed(options.month, today)
    if (!month || Temporal.PlainDate.compare(month, monthBefore(today)) > 0)
      throw new UsageError(`--month takes a month that is over such as 2026-10, not ${options.month}.`)
    const all = scorecardsIn(library)
    const named = name === undefined ? undefined : scorecardNamed(library, name)?.scorecard
    if (name !== undefined && !named)
      throw new UserError(
        `There is no scorecard ${name}; there are ${all.map(({ slug }) => slug).join(', ')}.`,
      )
    const rows: string[][] = []
    for (const each of named ? [named] : all)
      rows.push(...rowsOf(await reportScorecard(ctx.db, each, { library, month, zone: ctx.zone })))
    print(flags.has('csv') ? [COLUMNS, ...rows].map(csvLine).join('\n') : table(COLUMNS, rows))
  },
}

/** A row a KPI, and one for the score: its weight is what is known of 100, its points those above or below 50. */
function rowsOf({ scorecard, month, scores, out }: ScorecardReport): string[][] {
  const of = [scorecard.slug, month.toString().slice(0, 7)]
  const said = (value: number | undefined) => (value === undefined ? '' : String(value))
  const scored = scores.flatMap(({ persona, value, known, parts }) => [
    [
      ...of,
      persona,
      'score',
      '',
      said(known),
      '',
      '',
      said(value),
      '',
      said(value === undefined ? value : value - 50),
      value === undefined ? 'too little is known' : '',
    ],
    ...parts.map(({ slug, kpi, weight, span, point, z, moves, missing }) => [
      ...[...of, persona, slug, kpi?.body.perspective ?? '', said(weight), span?.from.toString() ?? ''],
      ...[said(point?.n), said(point?.value), said(z), said(moves), missing?.because ?? ''],
    ]),
  ])
  const left = out.map(({ persona, because }) => [
    ...of,
    persona,
    'left out',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    because,
  ])
  return [...scored, ...left]
}
