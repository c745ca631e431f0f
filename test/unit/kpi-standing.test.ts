import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAST_HISTORY, rangeOf, USUAL_RULE } from '#src/kpis/range.ts'
import { standingOf } from '#src/kpis/standing.ts'

const firstMonth = Temporal.PlainDate.from('2024-01-01')
const months = (values: (number | undefined)[]) =>
  values.map((value, index) => ({ month: firstMonth.add({ months: index }).toString(), value }))
const known = (values: number[]) => values.map((value, index) => ({ month: String(index), value }))
const BELOW = { worse: 'below', most: 1 } as const
/** A year of small ups and downs. */
const YEAR = [0.95, 0.96, 0.95, 0.96, 0.95, 0.96, 0.95, 0.96, 0.95, 0.96, 0.95, 0.96]

describe('a range of its own', () => {
  test('is there from six months on, the lowest to the highest', () => {
    expect(rangeOf(known([0.9, 0.91, 0.95, 0.92, 0.93]))).toBeUndefined()
    expect(rangeOf(known([0.9, 0.91, 0.95, 0.92, 0.93, 0.94]))).toMatchObject({
      low: 0.9,
      high: 0.95,
      months: 6,
      method: 'lowest to highest',
    })
  })

  test('is the mean ± 2 sample standard deviations of a whole year', () => {
    // 1 to 12: mean 6.5, sample standard deviation √13.
    const year = rangeOf(known(Array.from({ length: 12 }, (_, index) => index + 1)))
    expect(year?.low).toBe(0)
    expect(year?.high).toBeCloseTo(6.5 + 2 * Math.sqrt(13), 10)
  })

  test('comes from the newest twelve months alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 40 }),
        (values) => {
          expect(rangeOf(known(values))).toEqual(rangeOf(known(values).slice(-USUAL_RULE.window)))
        },
      ),
    )
  })

  test('is never below nothing, nor above the most that there can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: LEAST_HISTORY, maxLength: 12 }),
        (values) => {
          const its = rangeOf(known(values), 1)
          expect(its && its.low >= 0 && its.low <= its.high && its.high <= 1).toBe(true)
        },
      ),
    )
  })
})

describe('a KPI that says how its range is made', () => {
  const rule = { ...USUAL_RULE, threshold: 'quantiles', window: 8, band: 80 } as const

  test('by quantiles takes the middle band of its window alone, as a spreadsheet’s PERCENTILE does', () => {
    // Of 1 to 8: the tenth percentile is 1.7, the ninetieth 7.3.
    const its = rangeOf(known([99, 1, 2, 3, 4, 5, 6, 7, 8]), undefined, undefined, rule)
    expect(its?.low).toBeCloseTo(1.7, 10)
    expect(its?.high).toBeCloseTo(7.3, 10)
    expect(its).toMatchObject({ method: 'middle 80 %', months: 8, from: '1', to: '8' })
  })

  test('by deviation says how many, and is the lowest to the highest until its window is full', () => {
    const long = { ...USUAL_RULE, window: 18, deviations: 3 }
    expect(rangeOf(known(YEAR), undefined, undefined, long)).toMatchObject({
      ...{ low: 0.95, high: 0.96, method: 'lowest to highest' },
    })
    expect(rangeOf(known([...YEAR, ...YEAR]), undefined, undefined, long)).toMatchObject({
      ...{ months: 18, method: 'mean ± 3 standard deviations' },
    })
  })

  test('is not breached by what sums of fractions differ in', () => {
    const same = Array.from({ length: 12 }, () => 0.1 + 0.2)
    expect(standingOf(months([...same, 0.3]), BELOW)).toMatchObject({ state: 'within' })
  })
})

describe('a month against the range', () => {
  test('has no standing where it has no value', () => {
    expect(standingOf(months([...YEAR, undefined]), BELOW)).toBeUndefined()
  })

  test('is within, better, or breached on its bad side alone', () => {
    expect(standingOf(months([...YEAR, 0.955]), BELOW)).toMatchObject({ state: 'within' })
    expect(standingOf(months([...YEAR, 0.99]), BELOW)).toMatchObject({ state: 'better' })
    expect(standingOf(months([...YEAR, 0.9]), BELOW)).toMatchObject({ state: 'breached', run: 1 })
    expect(standingOf(months([...YEAR, 0.99]), { worse: 'above' })).toMatchObject({
      state: 'breached',
      run: 1,
    })
  })

  test('counts months in a row against the range from before the first', () => {
    const second = standingOf(months([...YEAR, 0.9, 0.91]), BELOW)
    const first = standingOf(months([...YEAR, 0.9]), BELOW)
    expect(second).toMatchObject({ state: 'breached', run: 2, since: '2025-01-01' })
    expect(second).toMatchObject({ range: first?.state === 'breached' ? first.range : undefined })
  })

  test('a good month in between begins the count anew', () => {
    expect(standingOf(months([...YEAR, 0.9, 0.955, 0.9]), BELOW)).toMatchObject({
      run: 1,
      since: '2025-03-01',
    })
  })

  test('a month without a number neither counts nor begins it anew, and is named', () => {
    expect(standingOf(months([...YEAR, 0.9, undefined, 0.9]), BELOW)).toMatchObject({
      run: 2,
      since: '2025-01-01',
      gaps: ['2025-02-01'],
    })
  })

  test('says how much history there is where it is too little', () => {
    expect(standingOf(months([0.9, 0.9, 0.1]), BELOW)).toEqual({ state: 'no history', months: 2 })
  })
})
