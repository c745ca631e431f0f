import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logRank } from '#src/statistics/log-rank.ts'
import { solve } from '#src/statistics/solve.ts'
import { type Duration, kaplanMeier, lifeTable, medianOf } from '#src/statistics/survival.ts'

/** survival::aml of R; a plus is somebody who was last seen then. */
const durations = (text: string): Duration[] =>
  text.split(' ').map((each) => ({ time: Number.parseInt(each, 10), ended: !each.endsWith('+') }))
const MAINTAINED = durations('9 13 13+ 18 23 28+ 31 34 45+ 48 161+')
const NONMAINTAINED = durations('5 5 8 8 12 16+ 23 27 30 33 43 45')

test('the curve of the leukaemia patients is the published one', () => {
  const curve = kaplanMeier(lifeTable(MAINTAINED)).filter(({ events }) => events > 0)
  expect(curve.map(({ time }) => time)).toEqual([9, 13, 18, 23, 31, 34, 48])
  const shares = ['0.9091', '0.8182', '0.7159', '0.6136', '0.4909', '0.3682', '0.1841']
  expect(curve.map(({ survival }) => survival.toFixed(4))).toEqual(shares)
  expect(curve[0]?.error).toBeCloseTo(0.0867, 4)
  expect(curve[3]?.interval.low).toBeCloseTo(0.3769, 4)
  expect(curve[3]?.interval.high).toBeCloseTo(0.9992, 4)
})

test('medians and their limits are as R prints them', () => {
  const median = (of: Duration[]) => medianOf(kaplanMeier(lifeTable(of)))
  expect(median(MAINTAINED)).toEqual({ time: 31, low: 18, high: undefined })
  expect(median(NONMAINTAINED)).toEqual({ time: 23, low: 8, high: undefined })
  // Half is left from 2 until 5: the middle of that.
  expect(median(durations('1 2 5 6'))).toMatchObject({ time: 3.5 })
  expect(median(durations('1+ 2+'))).toEqual({ time: undefined, low: undefined, high: undefined })
})

test('the other intervals are Greenwood’s on S and on ln(−ln S)', () => {
  const at = (type: 'plain' | 'log-log') => kaplanMeier(lifeTable(MAINTAINED), { type })[0]?.interval
  expect(at('plain')).toEqual({ low: expect.closeTo(0.739204, 6), high: 1 })
  expect(at('log-log')).toEqual({ low: expect.closeTo(0.50808, 6), high: expect.closeTo(0.986674, 6) })
})

test('the log-rank test of the same patients is the published one', () => {
  const found = logRank(
    new Map([
      ['Maintained', MAINTAINED],
      ['Nonmaintained', NONMAINTAINED],
    ]),
  )
  expect(found.groups[0]).toMatchObject({ observed: 7, expected: expect.closeTo(10.689_336, 6) })
  expect(found.covariance[0]?.[0]).toBeCloseTo(4.007_551, 6)
  expect(found.statistic).toBeCloseTo(3.396_389, 6)
  expect(found.p).toBeCloseTo(0.065_339_3, 7)
})

test('times that differ by rounding alone are one time', () => {
  const table = lifeTable([
    { time: 0.1 + 0.2, ended: true },
    { time: 0.3, ended: true },
    { time: 0.4, ended: false },
  ])
  expect(table.map(({ atRisk, events }) => [atRisk, events])).toEqual([
    [3, 2],
    [1, 0],
  ])
})

const lives = fc.array(fc.record({ time: fc.integer({ min: 0, max: 30 }), ended: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
})

test('a curve falls from 1, stays within its limits, and counts everybody', () => {
  fc.assert(
    fc.property(lives, fc.constantFrom('plain', 'log', 'log-log'), (all, type) => {
      const curve = kaplanMeier(lifeTable(all), { type })
      let before = 1
      for (const { survival, interval } of curve) {
        expect(survival).toBeLessThanOrEqual(before)
        before = survival
        if (interval.low === undefined || interval.high === undefined) continue
        expect(interval.low).toBeLessThanOrEqual(survival + 1e-12)
        expect(interval.high).toBeGreaterThanOrEqual(survival - 1e-12)
      }
      expect(curve.reduce((sum, { events, censored }) => sum + events + censored, 0)).toBe(all.length)
    }),
  )
})

test('without anybody last seen, the curve is the share that is left', () => {
  fc.assert(
    fc.property(lives, (some) => {
      const all = some.map(({ time }) => ({ time, ended: true }))
      for (const { time, survival } of kaplanMeier(lifeTable(all)))
        expect(survival).toBeCloseTo(all.filter((each) => each.time > time).length / all.length, 10)
    }),
  )
})

test('the log-rank test does not care for the order of groups, and expects as many ends as there were', () => {
  fc.assert(
    fc.property(fc.array(lives, { minLength: 2, maxLength: 5 }), (groups) => {
      const named = groups.map((all, index): [string, Duration[]] => [`${index}`, all])
      const [one, other] = [logRank(new Map(named)), logRank(new Map(named.toReversed()))]
      const ends = groups.flat().filter(({ ended }) => ended).length
      expect(one.groups.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(ends, 8)
      expect(one.df).toBe(other.df)
      if (one.statistic === undefined || other.statistic === undefined) return
      expect(one.statistic).toBeCloseTo(other.statistic, 5)
      expect(one.statistic).toBeGreaterThanOrEqual(-1e-9)
    }),
  )
})

test('a group that is the same twice differs from itself by nothing', () => {
  const { statistic, p } = logRank(
    new Map([
      ['a', MAINTAINED],
      ['b', MAINTAINED],
    ]),
  )
  expect(statistic).toBeCloseTo(0, 12)
  expect(p).toBeCloseTo(1, 6)
})

test('a matrix without an inverse is none to solve', () => {
  expect(
    solve(
      [
        [2, 1],
        [1, 3],
      ],
      [3, 5],
    ),
  ).toEqual([expect.closeTo(0.8, 12), expect.closeTo(1.4, 12)])
  expect(
    solve(
      [
        [0, 1],
        [1, 0],
      ],
      [3, 5],
    ),
  ).toEqual([5, 3])
  expect(
    solve(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
  ).toBeUndefined()
})
