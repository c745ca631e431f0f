import { describe, expect, test } from 'vitest'
import { fitLinear } from '#src/statistics/linear.ts'
import { casesOf, chanceOf, fitLogistic, type Group } from '#src/statistics/logistic.ts'
import { mantelHaenszel } from '#src/statistics/mantel-haenszel.ts'

describe('Mantel and Haenszel', () => {
  /** UCBAdmissions of R: admitted and rejected men and women by department. */
  const admissions = [
    [512, 313, 89, 19],
    [353, 207, 17, 8],
    [120, 205, 202, 391],
    [138, 279, 131, 244],
    [53, 138, 94, 299],
    [22, 351, 24, 317],
  ].map(([a = 0, b = 0, c = 0, d = 0]) => ({
    exposed: { hits: a, n: a + b },
    others: { hits: c, n: c + d },
  }))

  test('give the common odds of admission that R gives', () => {
    const found = mantelHaenszel(admissions)
    expect(found?.oddsRatio?.value).toBeCloseTo(0.904_696_8, 7)
    expect(found?.oddsRatio?.interval.low).toBeCloseTo(0.771_907_4, 6)
    expect(found?.oddsRatio?.interval.high).toBeCloseTo(1.060_329_8, 6)
    expect(found?.statistic).toBeCloseTo(1.524_606_66, 7)
    expect(found?.p).toBeCloseTo(0.216_923_697, 7)
    expect(found).toMatchObject({ exposed: 2691, others: 1835 })
  })

  test('of one stratum give the plain difference with Wald’s interval', () => {
    const found = mantelHaenszel([{ exposed: { hits: 120, n: 400 }, others: { hits: 90, n: 380 } }])
    expect(found?.difference.value).toBeCloseTo(0.063_157_89, 8)
    expect(found?.difference.interval.low).toBeCloseTo(0.001_158_18, 7)
    expect(found?.difference.interval.high).toBeCloseTo(0.125_157_61, 7)
  })

  test('say nothing where nobody is compared with anybody, or nothing could differ', () => {
    expect(mantelHaenszel([])).toBeUndefined()
    expect(mantelHaenszel([{ exposed: { hits: 3, n: 3 }, others: { hits: 0, n: 0 } }])).toBeUndefined()
    expect(mantelHaenszel([{ exposed: { hits: 3, n: 3 }, others: { hits: 5, n: 5 } }])).toBeUndefined()
    const only = mantelHaenszel([{ exposed: { hits: 9, n: 9 }, others: { hits: 5, n: 9 } }])
    expect(only?.oddsRatio).toBeUndefined()
    expect(only?.difference.value).toBeCloseTo(4 / 9, 12)
  })
})

describe('a response', () => {
  const fitResponse = (groups: Group[]) => fitLogistic(casesOf(groups))

  /** The tobacco budworm of Venables and Ripley: killed of 20 each, by the logarithm of the dose and sex. */
  const budworm = [1, 4, 9, 13, 18, 20, 0, 2, 6, 10, 12, 16].map((hits, index) => ({
    x: [index % 6, index < 6 ? 1 : 0],
    n: 20,
    hits,
  }))

  test('is the logistic regression that R’s glm gives', () => {
    const found = fitResponse(budworm)
    for (const [index, weight] of [-3.473_155_31, 1.064_213_97, 1.100_743_36].entries())
      expect(found?.weights[index]).toBeCloseTo(weight, 7)
    for (const [index, error] of [0.468_520_38, 0.131_077_49, 0.355_827_13].entries())
      expect(Math.sqrt(found?.covariance[index]?.[index] ?? 0)).toBeCloseTo(error, 7)
    expect(chanceOf(found?.weights ?? [], [3, 1])).toBeCloseTo(0.6943, 3)
  })

  test('is not known where all are hits, where hits are told apart wholly, or where nothing varies', () => {
    expect(fitResponse([])).toBeUndefined()
    expect(fitResponse([{ x: [1], n: 5, hits: 5 }])).toBeUndefined()
    const apart = [0, 1, 2, 3].map((x) => ({ x: [x], n: 5, hits: x < 2 ? 0 : 5 }))
    expect(fitResponse(apart)).toBeUndefined()
    const same = [3, 2].map((hits) => ({ x: [1], n: 5, hits }))
    expect(fitResponse(same)).toBeUndefined()
  })

  test('that is a number is the line that R’s lm gives for cars', () => {
    const speed = [
      4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15,
    ]
    const faster = [
      15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24,
    ]
    const distance = [
      2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80,
    ]
    const further = [
      20, 26, 54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70,
    ]
    const stops = [...distance, ...further, 92, 93, 120, 85]
    const groups = Map.groupBy([...speed, ...faster, 24, 25].entries(), ([, x]) => x)
    const found = fitLinear(
      [...groups].map(([x, entries]) => {
        const its = entries.map(([index]) => stops[index] ?? 0)
        const sum = its.reduce((all, each) => all + each, 0)
        return { x: [x], n: its.length, sum, squares: its.reduce((all, each) => all + each * each, 0) }
      }),
    )
    expect(found?.weights[0]).toBeCloseTo(-17.5791, 4)
    expect(found?.weights[1]).toBeCloseTo(3.9324, 4)
    expect(Math.sqrt(found?.covariance[0]?.[0] ?? 0)).toBeCloseTo(6.7584, 4)
    expect(Math.sqrt(found?.covariance[1]?.[1] ?? 0)).toBeCloseTo(0.4155, 4)
    expect(fitLinear([{ x: [1], n: 2, sum: 3, squares: 5 }])).toBeUndefined()
  })
})
