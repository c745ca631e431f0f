import { describe, expect, test } from 'vitest'
import { incompleteBeta } from '#src/statistics/beta.ts'
import { compareMeans } from '#src/statistics/means.ts'
import { powerOfMeans, sampleForMeans } from '#src/statistics/power.ts'
import { criticalT, studentTwoSided } from '#src/statistics/student.ts'

/** Right to so many significant digits, however small the number. */
const expectDigits = (value: number, expected: number, digits = 10) =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(10 ** -digits)

describe("Student's distribution", () => {
  test.each([
    [0.3, 2, 5, 0.579_825],
    [0.9, 0.5, 0.5, 0.795_167_235_300_866_5],
    [0.01, 20, 3, 2.266_21e-38],
    [0.5, 150, 140, 0.278_224_697_215_118_8],
  ])('I(%d; %d, %d) is %d, as scipy has it', (x, a, b, value) => expectDigits(incompleteBeta(x, a, b), value))

  test.each([
    [2, 5, 0.101_939_478_829_858_35],
    [1.5, 30.7, 0.143_829_261_503_425_6],
    [-8, 12, 3.759_898_224_750_258e-6],
    [0.1, 1, 0.936_548_965_138_893],
    [40, 9, 1.898_299_844_933_982_2e-11],
  ])('P(|T| > |%d|) with %d degrees of freedom is %d', (t, df, p) => expectDigits(studentTwoSided(t, df), p))

  test.each([
    [0.95, 1, 12.706_204_736_174_694],
    [0.95, 7.3, 2.345_066_736_547_703],
    [0.99, 120, 2.617_421_145_106_865_4],
    [0.95, 100_000, 1.959_987_707_534_609_5],
  ])('%d of it lies within ± the critical t of %d degrees of freedom, %d', (level, df, t) =>
    expectDigits(criticalT(level, df), t),
  )
})

describe('two means', () => {
  test("Student's sleep data give what R's t.test gives", () => {
    const test = compareMeans(
      { n: 10, mean: 0.75, deviation: 1.789_01 },
      { n: 10, mean: 2.33, deviation: 2.002_249 },
    )
    expectDigits(test?.p ?? 0, 0.079_394_183_561_643_47)
    expectDigits(test?.df ?? 0, 17.776_473_746_909_126)
    expectDigits(test?.interval.low ?? 0, -3.365_483_511_670_331)
    expectDigits(test?.interval.high ?? 0, 0.205_483_511_670_331_3)
  })

  test('samples of different size and spread do, too', () => {
    const test = compareMeans({ n: 412, mean: 31.2, deviation: 9.8 }, { n: 398, mean: 28.9, deviation: 14.1 })
    expectDigits(test?.p ?? 0, 0.007_377_060_479_141_93)
    expectDigits(test?.interval.low ?? 0, 0.619_510_144_312_465_5)
  })

  test('one observation, or nothing that varies, tells nothing', () => {
    expect(compareMeans({ n: 1, mean: 1, deviation: 0 }, { n: 50, mean: 2, deviation: 1 })).toBeUndefined()
    expect(compareMeans({ n: 9, mean: 1, deviation: 0 }, { n: 9, mean: 2, deviation: 0 })).toBeUndefined()
  })
})

describe('the sample that a difference of means needs', () => {
  test.each([
    [0.5, 1, 0.05, 0.8, 63.765_6],
    [2, 10, 0.05 / 3, 0.8, 524.8],
    [1, 1, 0.05, 0.9, 22.021],
  ])(
    "difference %d, deviation %d, α %d, power %d: within one of R's %d",
    (difference, deviation, alpha, power, n) =>
      expect(Math.abs(sampleForMeans(power, { difference, deviation, alpha }) - n)).toBeLessThan(1),
  )

  test('and the power of that sample is the one that was asked for', () => {
    const design = { difference: 2, deviation: 10, alpha: 0.01 }
    expect(powerOfMeans(sampleForMeans(0.8, design), design)).toBeCloseTo(0.8, 8)
  })
})
