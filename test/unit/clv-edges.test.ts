import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { clvOverview } from '#bot/views/clv.ts'
import { clvCurves } from '#bot/views/clv-curves.ts'
import { fiveQuestions, fourLevers } from '#bot/views/clv-five.ts'
import { CLV_FUNCTIONS, clvFunction } from '#bot/views/clv-function.ts'
import { clvReport } from '#src/clv/clv.ts'
import type { AgeRow, PersonaSums } from '#src/clv/lives.ts'
import { renewalSignals } from '#src/clv/renewal-signals.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const TELLING = { library: await libraryOf(DEMO), currency: 'EUR' }
const OLA = 'ola-network-director'

const sumsOf = (given: Partial<PersonaSums> = {}): PersonaSums => ({
  ...{ persona: OLA, accounts: 100, active: 50, ageless: 0, months: 1200, revenue: 120_000 },
  ...{ supportCost: 1200, supportMonths: 1200, expanded: 0, expandable: 100, expansion: 0, started: 120_000 },
  lately: {
    months: 1200,
    revenue: 120_000,
    first: 120_000,
    supportCost: 1200,
    supportMonths: 1200,
    tickets: 10,
  },
  reconstructed: false,
  ...given,
})

const reportOf = (rows: [age: number, atRisk: number, lost: number][], sums: Partial<PersonaSums> = {}) => {
  const ages: AgeRow[] = rows.map(([age, atRisk, lost]) => ({
    persona: OLA,
    age,
    heldBack: false,
    atRisk,
    lost,
  }))
  return clvReport({
    ...{ to: Temporal.PlainDate.from('2026-10-01'), from: Temporal.PlainDate.from('2025-11-01') },
    ...{ sums: [sumsOf(sums)], ages, renewals: ages.map((row) => ({ ...row, paid: row.atRisk })), terms: [] },
    ...{ heldBackMonths: 0, assumptions: { grossMargin: 1, discount: 0.1, term: 1 } },
  })
}

/** Everything that is said of a report, in one text. */
function allOf(report: ReturnType<typeof reportOf>): string {
  const questions = { report, signals: renewalSignals([], []), pipeline: [], use: [] }
  return [
    ...[clvOverview(report, TELLING), clvCurves(report, TELLING.library)],
    ...[fiveQuestions(questions, TELLING), fourLevers(questions, TELLING)],
    ...CLV_FUNCTIONS.map((team) => clvFunction(team, questions, TELLING)),
  ]
    .map(plainText)
    .join('\n')
}

describe('whatever the history, what is said holds no number that is none', () => {
  const cases: [string, ReturnType<typeof reportOf>][] = [
    [
      'nobody left',
      reportOf([
        [1, 100, 0],
        [2, 100, 0],
      ]),
    ],
    ['all left at once', reportOf([[1, 100, 100]], { active: 0 })],
    [
      'all left in the end',
      reportOf(
        [
          [1, 100, 50],
          [2, 50, 50],
        ],
        { active: 0 },
      ),
    ],
    ['one account', reportOf([[1, 1, 1]], { accounts: 1, active: 0 })],
    ['no account', reportOf([], { accounts: 0, active: 0 })],
    ['nobody with a known beginning', reportOf([], { ageless: 100 })],
    [
      'a loss every month',
      reportOf(
        [
          [1, 100, 20],
          [2, 80, 10],
        ],
        { revenue: -500 },
      ),
    ],
    [
      'more money than a double counts to the cent',
      reportOf(
        [
          [1, 100, 20],
          [2, 80, 10],
        ],
        { revenue: 2 ** 60 },
      ),
    ],
    [
      'a gap between the months',
      reportOf([
        [1, 100, 20],
        [7, 80, 10],
      ]),
    ],
    [
      '400 months',
      reportOf(
        Array.from({ length: 400 }, (_, at) => [at + 1, 1000 - at * 2, 2] as [number, number, number]),
      ),
    ],
  ]
  test.each(cases)('%s', (_, report) => {
    expect(allOf(report)).not.toMatch(/NaN|Infinity|undefined|null|∞/)
  })

  test('all who left at once were worth the one month that they paid', () => {
    const [its] = reportOf([[1, 100, 100]], { active: 0 }).personas
    expect(its?.lifetime).toMatchObject({
      by: 'observed',
      because: 'not determined',
      discounted: 1,
      tenure: 1,
    })
    expect(its?.value?.value).toBeCloseTo(its?.month.contribution ?? 0, 8)
  })

  test('nobody who left gives no value, and a curve all the same', () => {
    const report = reportOf([
      [1, 100, 0],
      [3, 100, 0],
    ])
    expect(report.personas[0]).toMatchObject({ value: undefined, lifetime: undefined })
    expect(plainText(clvCurves(report, TELLING.library))).toMatch(/Ola\s+100 %\s+100/)
  })
})
