import { UserError } from '#src/errors.ts'
import { fitSbg, type Renewals, type SbgFit } from '#src/statistics/sbg.ts'
import { type Cohort, readCohorts, renewalsOf } from './read-cohorts.ts'
import { isNumber, readShare } from './read-number.ts'
import { figuresOf, figuresTable } from './sbg-figures.ts'
import { type Period, periodsOf } from './sbg-periods.ts'
import type { Statistic } from './statistic.ts'
import { figure, plural, textTable } from './text-table.ts'

/** `stats sbg FILE`: how many customers a contractual business keeps, from its cohorts. */
export const sbg: Statistic = {
  name: 'sbg',
  takes: 'FILE [--discount RATE] [--fit RENEWALS] [--periods N] [--level SHARE] [--each] [--json]',
  words: 1,
  flags: ['each'],
  options: ['discount', 'fit', 'periods', 'level'],
  async compute([path = ''], options, flags) {
    const { name, cohorts, renewals, whole } = await readCohorts(path)
    const settings = settingsOf(options)
    const remarks = whole ? [] : [NOT_WHOLE]
    if (!flags.has('each')) {
      if (cohorts.length > 1)
        remarks.push(`${cohorts.length} cohorts are taken for one model; --each fits each of them.`)
      const { json, text } = modelled(name, cohorts, renewals, settings)
      return { json, text, remarks }
    }
    if (cohorts.length === 0)
      throw new UserError(`${name} has no column that names cohorts, so --each has nothing to tell apart.`)
    const each = cohorts.map((cohort) =>
      modelled(`${name}, ${cohort.name}`, [cohort], renewalsOf(cohort), settings),
    )
    return {
      json: cohorts.map((cohort, index) => ({ cohort: cohort.name, ...each[index]?.json })),
      text: each.map(({ text }) => text).join('\n\n\n'),
      remarks,
    }
  },
}

const NOT_WHOLE = 'Some counts are no whole numbers: taken as they are, though intervals count customers.'

type Settings = { rate: number; level: number; fit: number | undefined; periods: number | undefined }

const settingsOf = (options: Record<string, string | undefined>): Settings => ({
  rate: rateOf(options.discount),
  level: readShare('level', options.level, 0.95),
  fit: wholeNumber('fit', options.fit),
  periods: wholeNumber('periods', options.periods),
})

/** One model, of all cohorts together. */
function modelled(name: string, cohorts: Cohort[], renewals: Renewals[], settings: Settings) {
  const { rate, level } = settings
  const longest = Math.max(0, ...renewals.map(({ age }) => age))
  const fitted = settings.fit ?? longest
  const known = renewals.filter(({ age }) => age <= fitted)
  const fit = fitSbg(known)
  const summary = `${name}: ${summaryOf(cohorts, known)}`
  if (!('model' in fit)) return { json: { ...fit }, text: `${summary}\n${OUTCOMES[fit.found](fit)}` }
  const periods = periodsOf(fit.model, renewals, settings.periods ?? longest + PERIODS_AHEAD)
  const figures = figuresOf(fit, known, { rate, level })
  const missed = meanError(periods, fitted)
  const heldBack = missed === undefined ? {} : { heldBackMape: missed }
  return {
    json: { found: fit.found, fitted, discount: rate, level, ...figures, ...heldBack, periods },
    text: [
      summary,
      OUTCOMES[fit.found](fit),
      figuresTable(figures, level),
      `Discount ${figure(rate * 100)} % a period. ${CONVENTIONS}`,
      periodsTable(periods),
      ...(missed === undefined
        ? []
        : [
            `Fitted on the first ${fitted} renewals; the later ones are missed by ${figure(missed * 100, 4)} % on average (MAPE).`,
          ]),
    ].join('\n\n'),
  }
}

const PERIODS_AHEAD = 5
const CONVENTIONS =
  'DEL = 2F1(1, β; α + β; 1/(1 + d)), the first payment now. DERL(n), just before the nth renewal = (β + n − 1)/(α + β + n − 1) · 2F1(1, β + n; α + β + n; 1/(1 + d)). Intervals: parametric bootstrap, 1000 draws.'

/** What each outcome means, in a sentence. */
const OUTCOMES: { [F in SbgFit['found']]: (fit: SbgFit) => string } = {
  model: () => 'Shifted-beta-geometric model, maximum likelihood.',
  'constant churn': () =>
    'Churn does not fall with age, so α and β are not determined (both go to infinity): everybody leaves with the same chance, a geometric model.',
  'first renewal decides': () =>
    'Nobody left after the first renewal, so α and β are not determined (both go to 0): some leave at the first, everybody else stays.',
  'one renewal': (fit) =>
    `Only one renewal was seen, where ${'churn' in fit ? figure(fit.churn * 100, 6) : '–'} % left: α and β need at least two.`,
  'no churn': () => 'Nobody has left yet, so there is no churn to fit.',
  'all left at once': () => 'Everybody left at the first renewal, so there is nothing to project.',
  'no renewals': () => 'No cohort has come to a renewal yet, so there is nothing to fit.',
}

function summaryOf(cohorts: Cohort[], renewals: Renewals[]): string {
  const start = cohorts.reduce((sum, { alive }) => sum + (alive[0] ?? 0), 0)
  const lost = renewals.reduce((sum, each) => sum + each.lost, 0)
  const who =
    cohorts.length === 0 ? '' : `${plural(cohorts.length, 'cohort')} of ${figure(start, 16)} customers, `
  return `${who}${plural(Math.max(0, ...renewals.map(({ age }) => age)), 'renewal')}, ${figure(lost, 16)} lost.`
}

const periodsTable = (periods: Period[]): string =>
  textTable(
    [
      'period',
      'at risk',
      'lost',
      'observed survival',
      'fitted survival',
      'observed retention',
      'fitted retention',
    ],
    periods.map(({ period, atRisk, lost, observed, fitted, observedRetention, fittedRetention }) => [
      String(period),
      ...[atRisk, lost].map((each) => figure(each, 16)),
      ...[observed, fitted, observedRetention, fittedRetention].map((each) => figure(each, 6)),
    ]),
  )

/** Of the periods after those that were fitted: |projected − observed| / observed. */
function meanError(periods: Period[], fitted: number): number | undefined {
  const errors = periods.flatMap(({ period, observed, fitted: projected }) =>
    period > fitted && observed !== undefined && observed > 0
      ? [Math.abs(projected - observed) / observed]
      : [],
  )
  return errors.length === 0 ? undefined : errors.reduce((sum, each) => sum + each, 0) / errors.length
}

function rateOf(text: string | undefined): number {
  if (text === undefined) return 0.1
  if (isNumber(text) && Number(text) >= 0 && Number(text) <= 10) return Number(text)
  throw new UserError(
    `--discount is ${JSON.stringify(text)}, and has to be a rate per period such as 0.1 for 10 %.`,
  )
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text)
  throw new UserError(`--${option} is ${JSON.stringify(text)}, and has to be a whole number from 1 to 9999.`)
}
