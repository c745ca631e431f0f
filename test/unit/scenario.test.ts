import { describe, expect, test } from 'vitest'
import { readScenario } from '#bot/commands/scenario-words.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { scenarioView } from '#bot/views/scenario.ts'
import { type LeverRow, outlooksOf, type Scenario } from '#src/clv/scenario.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const CARLA = 'carla-operations-lead'
const GUS = 'gus-november-buyer'

test.each<[string, Scenario]>([
  ['onboarding two weeks shorter', { lever: { of: 'onboarding' }, by: -14 }],
  ['onboarding 10 days longer', { lever: { of: 'onboarding' }, by: 10 }],
  ['a ticket fewer a month', { lever: { of: 'tickets' }, by: -1 }],
  ['1.5 tickets more', { lever: { of: 'tickets' }, by: 1.5 }],
  ['use 2 days more', { lever: { of: 'use' }, by: 2 }],
  ['20 % fewer tickets', { lever: { of: 'tickets' }, by: -0.2, ofEach: true }],
  ['onboarding 33.5% shorter', { lever: { of: 'onboarding' }, by: -0.335, ofEach: true }],
  ['30 percent more active days', { lever: { of: 'use' }, by: 0.3, ofEach: true }],
  ['half the tickets', { lever: { of: 'tickets' }, by: -0.5, ofEach: true }],
  ['onboarding twice as fast', { lever: { of: 'onboarding' }, by: -0.5, ofEach: true }],
  ['cut tickets in half', { lever: { of: 'tickets' }, by: -0.5, ofEach: true }],
  ['reduce tickets by a quarter', { lever: { of: 'tickets' }, by: -0.25, ofEach: true }],
  ['a quarter fewer tickets', { lever: { of: 'tickets' }, by: -0.25, ofEach: true }],
  ['two tickets a quarter fewer', { lever: { of: 'tickets' }, by: -2 }],
  ['two-thirds fewer tickets', { lever: { of: 'tickets' }, by: -2 / 3, ofEach: true }],
  ['three times the use', { lever: { of: 'use' }, by: 2, ofEach: true }],
  ['reducing tickets by 20 %', { lever: { of: 'tickets' }, by: -0.2, ofEach: true }],
  ['shorten onboarding by two weeks', { lever: { of: 'onboarding' }, by: -14 }],
  ['onboarding 3 weeks longer', { lever: { of: 'onboarding' }, by: 21 }],
  ['onboarding a week shorter', { lever: { of: 'onboarding' }, by: -7 }],
  ['tickets drop by 2', { lever: { of: 'tickets' }, by: -2 }],
  ['what if a customer used it 3 days more', { lever: { of: 'use' }, by: 3 }],
  ['half a ticket fewer', { lever: { of: 'tickets' }, by: -0.5 }],
  ['twice the use', { lever: { of: 'use' }, by: 1, ofEach: true }],
  ['meeting held', { lever: { of: 'signal', name: 'meeting-held' }, by: 1 }],
])('“%s” is understood', (words, scenario) => {
  expect(readScenario(words, library)).toEqual({ scenario })
})

test('a scenario says which part of it is missing', () => {
  expect(readScenario('', library)).toEqual({ lacks: 'lever' })
  expect(readScenario('a nicer colour', library)).toEqual({ lacks: 'lever' })
  expect(readScenario('onboarding shorter', library)).toEqual({ lacks: 'amount' })
  expect(readScenario('onboarding 3 days', library)).toEqual({ lacks: 'amount' })
})

/** Of 100 at each, so many stayed: the longer onboarding took, the fewer. */
const rows = (persona: string, stayed: [x: number, stayed: number][]): LeverRow[] =>
  stayed.map(([x, its]) => ({
    ...{ persona, large: 0, x, n: 100, stayed: its },
    ...{ grown: its, growth: 0, growthSquares: 0 },
  }))
const SHORTER: Scenario = { lever: { of: 'onboarding' }, by: -14 }

describe('an outlook', () => {
  const carla = rows(CARLA, [
    [10, 95],
    [24, 90],
    [38, 80],
    [52, 70],
  ])
  const gus = rows(GUS, [
    [10, 60],
    [24, 70],
    [38, 80],
    [52, 88],
  ])

  test('follows the response of history, with its range, and no further than was seen', () => {
    const [its] = outlooksOf(carla, SHORTER)
    if (its?.found !== 'response') throw new Error('No response.')
    expect(its.lever).toMatchObject({ now: 31, clipped: true })
    expect(its.lever.then).toBe((10 + 10 + 24 + 38) / 4)
    expect(its.stays.now).toBeCloseTo(335 / 400, 8)
    // As those did who were one step before: (95 + 95 + 90 + 80 − 335) of 400, but for the smooth curve.
    expect(its.stays.change.value).toBeCloseTo(25 / 400, 1)
    expect(its.stays.change.interval.low).toBeGreaterThan(0)
    expect(its.stays.change.interval.high).toBeGreaterThan(its.stays.change.value)
    expect(its.stays.chance).toBe(false)
  })

  test('of a share moves each by its own part', () => {
    const scenario: Scenario = { lever: { of: 'onboarding' }, by: -0.5, ofEach: true }
    const outlooks = outlooksOf(carla, scenario)
    const [its] = outlooks
    if (its?.found !== 'response') throw new Error('No response.')
    expect(its.lever.then).toBe((10 + 12 + 19 + 26) / 4)
    expect(its.lever.clipped).toBe(true)
    const telling = { library, currency: 'EUR', discount: 0.1, personas: [] }
    expect(plainText(scenarioView(scenario, outlooks, telling, CARLA))).toMatch(
      /^Onboarding 50 % shorter, for Carla: \+/,
    )
    const named = (by: number, ofEach = false) =>
      plainText(scenarioView({ lever: { of: 'tickets' }, by, ofEach }, [], telling)).split(':')[0]
    expect(named(-1.5)).toBe('1.5 tickets a month fewer at the start')
    expect(named(-1)).toBe('1 ticket a month fewer at the start')
    expect(named(0.2, true)).toBe('20 % more tickets a month at the start')
  })

  test('puts gains and losses side by side, the persona that is asked for first', () => {
    const outlooks = outlooksOf(
      [...gus, ...carla, ...rows('ravi-systems-lead', [[10, 9]]).map((row) => ({ ...row, n: 12 }))],
      SHORTER,
    )
    const telling = { library, currency: 'EUR', discount: 0.1, personas: [] }
    const said = plainText(scenarioView(SHORTER, outlooks, telling, CARLA))
    expect(said).toMatch(
      /^Onboarding 14 days shorter, for Carla: \+\d\.\d to \+\d\.\d of 100 renew the first time\./,
    )
    expect(said).toMatch(/First renewal: 84 % → 9\d % \(\d\d % to \d\d %\), n 400/)
    expect(said).toMatch(/Loses: Gus −\d+\.\d pt \(.* n 400\)/)
    expect(said).toMatch(/History doesn't say: Ravi: insufficient data \(n = 12\)/)
    expect(said).toMatch(
      /Assumed: Carla at 20\.5 days on average instead of 31\.0 days would renew as those did/,
    )
    expect(plainText(scenarioView(SHORTER, outlooks, telling))).toMatch(
      /1 persona would gain, 1 would lose\./,
    )
  })

  test('says when history does not support it', () => {
    const because = (some: LeverRow[]) =>
      outlooksOf(some, SHORTER).map((each) => 'because' in each && each.because)
    expect(because(rows(CARLA, [[10, 95]]))).toEqual(['nobody left'])
    expect(because(rows(CARLA, [[10, 80]]))).toEqual(['same lever'])
    expect(
      because(
        rows(CARLA, [
          [10, 100],
          [20, 0],
        ]),
      ),
    ).toEqual(['not told apart'])
    const flat = outlooksOf(
      rows(CARLA, [
        [10, 80],
        [20, 80],
      ]),
      SHORTER,
    )
    expect(flat).toMatchObject([{ found: 'response', stays: { chance: true } }])
    expect(
      plainText(scenarioView(SHORTER, [], { library, currency: 'EUR', discount: 0.1, personas: [] })),
    ).toMatch(/history doesn't say\. It takes, of customers whose first renewal has come/)
  })
})
