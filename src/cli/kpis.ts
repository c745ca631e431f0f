import { UsageError, UserError } from '#src/errors.ts'
import { kpiIn, kpisIn } from '#src/kpis/find-kpi.ts'
import { monthNamed, periodId } from '#src/kpis/kpi-period.ts'
import { isOver, type KpiOf, type KpiReport, lastClosed, reportKpi } from '#src/kpis/kpi-report.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import type { TerminalCommand } from './command.ts'
import { csvLine } from './csv.ts'
import { table } from './table.ts'

const COLUMNS = [
  'kpi',
  'period',
  'persona',
  'n',
  'numerator',
  'denominator',
  'value',
  'low',
  'high',
  'state',
  'run',
  'published',
  'restated_because',
]

export const kpis: TerminalCommand = {
  name: 'kpis',
  asks: 'nothing',
  takes: '[KPI] [--month 2026-10] [--csv]',
  does: 'tells KPIs by persona of one month or quarter, with numerator, denominator, n and their own range',
  words: [0, 1],
  options: ['month'],
  flags: ['csv'],
  async run({ words: [name], options, flags }, { open, print }) {
    const ctx = await open()
    const library = await ctx.readLibrary()
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
    const month = options.month === undefined ? undefined : monthNamed(options.month, today)
    if (options.month !== undefined && !month)
      throw new UsageError(
        `--month takes a month or a quarter such as 2026-10 or 2026-Q3, not ${options.month}.`,
      )
    const named = name === undefined ? undefined : kpiIn(library, name)?.kpi
    if (name !== undefined && !named)
      throw new UserError(
        `There is no KPI ${name}; there are ${kpisIn(library)
          .map(({ slug }) => slug)
          .join(', ')}.`,
      )
    if (month && !isOver(month, named?.body.frequency ?? 'monthly', today))
      throw new UserError(`${options.month} isn't over yet: a KPI counts closed months and quarters alone.`)
    const rows: string[][] = []
    for (const kpi of named ? [named] : kpisIn(library)) {
      if (month && !isOver(month, kpi.body.frequency, today)) continue
      const day = month ?? lastClosed(today, kpi.body.frequency, ctx.zone)
      rows.push(...rowsOf(await reportKpi({ db: ctx.db, library, zone: ctx.zone }, kpi, day)))
    }
    print(flags.has('csv') ? [COLUMNS, ...rows].map(csvLine).join('\n') : table(COLUMNS, rows))
  },
}

function rowsOf({ kpi, span, of, excluded, fault }: KpiReport): string[][] {
  if (fault) return [[kpi.slug, periodId(span), '', '', '', '', '', '', '', `${fault.found}`, '', '', '']]
  const left = excluded.map(({ persona, because }) => [
    ...[kpi.slug, periodId(span), persona, '', '', '', '', '', ''],
    ...[`left out by decision: ${because}`, '', '', ''],
  ])
  const told = of.map(({ persona, n, now, standing, restated }) => {
    const range = standing && 'range' in standing ? standing.range : undefined
    return [
      ...[kpi.slug, periodId(span), persona, String(n)],
      ...[now?.numerator, now?.denominator, now?.value, range?.low, range?.high].map((each) =>
        each === undefined ? '' : String(each),
      ),
      now ? (standing?.state ?? '') : n < LEAST_N ? 'insufficient data' : 'nothing to divide by',
      standing?.state === 'breached' ? String(standing.run) : '',
      restated ? String(restated.was) : '',
      restated ? becauseOf(restated) : '',
    ]
  })
  return [...told, ...left]
}

const becauseOf = ({ corrected, late }: NonNullable<KpiOf['restated']>): string =>
  [
    ...(corrected > 0 ? [`${corrected} accounts corrected`] : []),
    ...late.map(({ rows, on, from }) => `${rows} account-months on ${on} from ${from}`),
  ].join('; ')
