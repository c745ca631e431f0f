import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjusted } from '#src/statistics/adjust.ts'
import { chiSquareTest } from '#src/statistics/contingency.ts'
import {
  chiSquareTail,
  criticalZ,
  normalQuantile,
  normalTail,
  twoSided,
} from '#src/statistics/distributions.ts'
import { cohenD, cohenH } from '#src/statistics/effect-size.ts'
import { logGamma, lowerGamma, upperGamma } from '#src/statistics/gamma.ts'
import { powerOfProportions, sampleForProportions } from '#src/statistics/power.ts'
import { compareShares, newcombe, wilson } from '#src/statistics/proportions.ts'
import { binomial, seeded } from '#src/statistics/random.ts'

/** Right to so many significant digits, however small the number. */
const expectDigits = (value: number, expected: number, digits = 12) =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(10 ** -digits)

describe('distributions', () => {
  test.each([
    [1, 1381.551_055_796_427_4, 2.145_076_603_061_331_7e-302],
    [1, 189.5, 4.087_624_358_567_532e-43],
    [2, 1400, 9.859_676_543_759_77e-305],
    [3, 7.814_727_903_251_178, 0.05],
    [100, 124.342_113_404_003_95, 0.05],
  ])('P(χ² with %d df > %d) is %d, computed as a tail', (df, x, tail) => {
    expectDigits(chiSquareTail(x, df), tail, 11)
  })

  test.each([
    [0, 0.5],
    [1, 0.158_655_253_931_457_05],
    [-1.5, 0.933_192_798_731_141_9],
    [10, 7.619_853_024_160_527e-24],
    [37, 5.725_571_222_524_577e-300],
  ])('P(Z > %d) is %d', (z, tail) => expectDigits(normalTail(z), tail))

  test.each([
    [0.975, 1.959_963_984_540_054],
    [0.001, -3.090_232_306_167_813],
    [1e-100, -21.273_453_560_965_33],
    [1e-300, -37.047_096_299_361_2],
  ])('the quantile of %d is %d', (p, z) => expectDigits(normalQuantile(p), z))

  test('the ends of the scale are infinite, and beyond them nothing is', () => {
    expect([0, 1, 0.5].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0])
    expect(normalQuantile(1.5)).toBeNaN()
    expectDigits(criticalZ(0.95), 1.959_963_984_540_054)
    expectDigits(twoSided(-1.959_963_984_540_054), 0.05)
  })

  test('quantile and tail undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: -1e-3, noNaN: true }), (log) => {
        const p = Math.exp(log)
        expect(Math.abs(Math.log(normalTail(-normalQuantile(p))) - log)).toBeLessThan(
          1e-11 * Math.max(1, -log),
        )
      }),
    )
  })

  test('both sides of the gamma distribution add up to 1, and Γ(x + 1) = x Γ(x)', () => {
    const positive = (max: number) => fc.double({ min: 1e-3, max, noNaN: true })
    fc.assert(
      fc.property(positive(500), positive(1000), (a, x) => {
        expect(upperGamma(a, x) + lowerGamma(a, x)).toBeCloseTo(1, 11)
        expect(logGamma(a + 1)).toBeCloseTo(Math.log(a) + logGamma(a), 9)
      }),
    )
  })
})

describe('a table of counts', () => {
  test('gives the published χ², as R does', () => {
    const { statistic, p, df } = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ])
    expect(df).toBe(2)
    expect(statistic).toBeCloseTo(30.070_149_095_8, 10)
    expectDigits(p, 2.953_589_18e-7, 8)
  })

  test('of 2 × 2 is corrected after Yates unless told otherwise', () => {
    const tea = [
      [3, 1],
      [1, 3],
    ]
    expect(chiSquareTest(tea)).toMatchObject({ statistic: 0.5, yates: 0.5 })
    expect(chiSquareTest(tea, { correct: false })).toMatchObject({ statistic: 2, cramersV: 0.5 })
  })

  const table = fc
    .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
    .chain(([rows, columns]) => {
      const row = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: columns, maxLength: columns })
      return fc.array(row, { minLength: rows, maxLength: rows })
    })

  test('means the same on its side, and Cramér’s V lies between 0 and 1', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const turned = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0))
        const [one, other] = [chiSquareTest(rows), chiSquareTest(turned)]
        expect(one.statistic / Math.max(1, other.statistic)).toBeCloseTo(
          other.statistic / Math.max(1, other.statistic),
          8,
        )
        expect(one.cramersV).toBeGreaterThanOrEqual(0)
        expect(one.cramersV).toBeLessThanOrEqual(1 + 1e-12)
        expect(one.p).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('two shares', () => {
  const [a, b] = [
    { hits: 120, n: 400 },
    { hits: 90, n: 380 },
  ]

  test('give the published test and interval, as R does', () => {
    const { statistic, p, interval } = compareShares(a, b, { correct: false })
    expect(statistic).toBeCloseTo(3.950_929_96, 8)
    expect(p).toBeCloseTo(0.046_845_472_8, 10)
    expect(interval.low).toBeCloseTo(0.001_158_18, 8)
    expect(interval.high).toBeCloseTo(0.125_157_61, 8)
  })

  test('are the same test as their table, with the correction and without', () => {
    const share = fc
      .integer({ min: 1, max: 10_000 })
      .chain((n) => fc.record({ hits: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
    fc.assert(
      fc.property(share, share, fc.boolean(), (one, other, correct) => {
        const { statistic, interval } = compareShares(one, other, { correct })
        if (statistic === undefined) return
        const table = [one, other].map(({ hits, n }) => [hits, n - hits])
        expect(statistic).toBeCloseTo(chiSquareTest(table, { correct }).statistic, 6)
        expect(interval.low).toBeLessThanOrEqual(interval.high)
      }),
    )
  })

  test('that are both 0 say that there is nothing to test', () => {
    expect(compareShares({ hits: 0, n: 5 }, { hits: 0, n: 9 }, { correct: true })).toMatchObject({
      statistic: undefined,
      p: undefined,
    })
  })

  test('have Wilson’s and Newcombe’s intervals (Newcombe 1998, 56 of 70 against 48 of 80)', () => {
    const [one, other] = [
      { hits: 56, n: 70 },
      { hits: 48, n: 80 },
    ]
    expect(newcombe(one, other).low).toBeCloseTo(0.0524, 4)
    expect(newcombe(one, other).high).toBeCloseTo(0.3339, 4)
    expect(wilson({ hits: 0, n: 10 })).toMatchObject({ low: 0 })
    expect(wilson({ hits: 0, n: 10 }).high).toBeCloseTo(0.277_533, 6)
  })
})

describe('many comparisons', () => {
  const given = [0.01, 0.04, 0.03, 0.02, 0.05]

  test('are corrected as R corrects them', () => {
    expect(adjusted(given, 'BH').map((p) => p.toFixed(4))).toEqual(Array(5).fill('0.0500'))
    expect(adjusted(given, 'holm').map((p) => p.toFixed(4))).toEqual([
      '0.0500',
      '0.0900',
      '0.0900',
      '0.0800',
      '0.0900',
    ])
    expect(adjusted([], 'BH')).toEqual([])
  })

  test('never become surer, keep their order, and Holm is the stricter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
        const [bh, holm] = [adjusted(values, 'BH'), adjusted(values, 'holm')]
        for (const [index, p] of values.entries()) {
          expect(bh[index]).toBeGreaterThanOrEqual(p * (1 - 1e-15))
          expect(holm[index] ?? 0).toBeGreaterThanOrEqual((bh[index] ?? 0) * (1 - 1e-12))
          expect(holm[index]).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('effects, power and sample size', () => {
  test('are as R’s power.prop.test has them', () => {
    const design = { p1: 0.5, p2: 0.75, alpha: 0.05 }
    expect(powerOfProportions(50, design)).toBeCloseTo(0.740_1659, 5)
    expect(sampleForProportions(0.9, design)).toBeCloseTo(76.7, 1)
    expect(sampleForProportions(0.9, { ...design, p2: 0.5 })).toBe(Number.POSITIVE_INFINITY)
  })

  test('a sample that is as large as needed has the power that was wanted', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (p1, p2, power) => {
        if (Math.abs(p1 - p2) < 1e-3) return
        const design = { p1, p2, alpha: 0.05 }
        expect(powerOfProportions(sampleForProportions(power, design), design)).toBeCloseTo(power, 9)
      }),
    )
  })

  test('Cohen’s h of 65 % against 45 % is 0.4, and d counts in standard deviations', () => {
    expect(cohenH(0.65, 0.45)).toBeCloseTo(0.404_86, 5)
    expect(cohenD({ n: 10, mean: 5, deviation: 2 }, { n: 20, mean: 4, deviation: 2 })).toBeCloseTo(0.5, 12)
    expect(cohenD({ n: 2, mean: 5, deviation: 0 }, { n: 2, mean: 4, deviation: 0 })).toBeUndefined()
  })
})

test.each([
  [20, 0.02],
  [50, 0.5],
  [1000, 0.3],
  [1_000_000, 0.9],
])('binomial draws of %d at %d have the mean and the variance that they should', (n, p) => {
  const random = seeded(7)
  const draws = Array.from({ length: 20_000 }, () => binomial(n, p, random))
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length
  const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length
  expect(Math.abs(mean - n * p) / Math.sqrt((n * p * (1 - p)) / draws.length)).toBeLessThan(4)
  expect(variance / (n * p * (1 - p))).toBeCloseTo(1, 1)
})
