import { describe, expect, test } from 'vitest'
import { judgeValidation } from '#src/findings/judge-validation.ts'
import { brierGain } from '#src/statistics/forecast-quality.ts'
import { casesOf, chanceOf, fitLogistic } from '#src/statistics/logistic.ts'
import { contentOf } from '#src/validation/content.ts'
import { differentiationOf, type Metric } from '#src/validation/differentiation.ts'
import { qualityOf } from '#src/validation/forecast.ts'
import { identificationOf } from '#src/validation/identification.ts'
import { horizonOf } from '#src/validation/outcome-store.ts'
import { isFiction, type Validation } from '#src/validation/scorecard.ts'

/** By BFGS on the same likelihood, with scipy. */
const RIDGE = [0.741_928_16, 0.415_046_31, 0.815_395_28, 0.521_561_4]

const shares = (values: Record<string, [number, number]>, name = 'churn'): Metric => ({
  ...{ of: 'months', name },
  values: Object.entries(values).map(([persona, [hits, n]]) => ({ persona, hits, n })),
})

describe('behaviour', () => {
  test('beyond chance, but by less than a fifth, is no difference', () => {
    const { state, pairs } = differentiationOf([shares({ carla: [5400, 10_000], finn: [6000, 10_000] })])
    expect(pairs[0]?.differences).toEqual([])
    expect(state).toBe('weak')
  })

  test('by more than a fifth, but not beyond chance, is none either', () => {
    expect(differentiationOf([shares({ carla: [3, 40], finn: [6, 40] })]).state).toBe('weak')
  })

  test('p is corrected for all comparisons: one of many that is just below 5 % says nothing', () => {
    const one = shares({ carla: [20, 100], finn: [33, 100] })
    expect(differentiationOf([one]).state).toBe('strong')
    const same = Array.from({ length: 3 }, (_, index) =>
      shares({ carla: [50, 100], finn: [50, 100] }, `other ${index}`),
    )
    expect(differentiationOf([one, ...same]).state).toBe('weak')
  })

  test('fewer than 30 customers are not compared', () => {
    const found = differentiationOf([shares({ carla: [0, 29], finn: [200, 200] })])
    expect(found).toMatchObject({ state: 'unknown', personas: ['finn'], pairs: [] })
    expect(isFiction(found)).toBe(false)
  })

  test('of three, one pair that is alike is weak, and named; nobody is alike with all', () => {
    const found = differentiationOf([shares({ carla: [100, 1000], finn: [102, 1000], ola: [400, 1000] })])
    expect(found.state).toBe('weak')
    expect(found.alike).toEqual([])
    expect(found.pairs.map(({ personas, differences }) => [...personas, differences.length])).toEqual([
      ['carla', 'finn', 0],
      ['carla', 'ola', 1],
      ['finn', 'ola', 1],
    ])
  })
})

describe('chances', () => {
  const forecasts = [
    { n: 4, hits: 3, chance: 0.75 },
    { n: 4, hits: 1, chance: 0.25 },
  ]
  test('are as good as arithmetic says', () => {
    expect(qualityOf(forecasts)).toEqual({ n: 8, right: 6, brier: 0.1875, ranked: 0.75 })
    expect(qualityOf([{ n: 3, hits: 3, chance: 0.9 }]).ranked).toBeUndefined()
  })

  test('that are no better than others gain nothing', () => {
    expect(brierGain(forecasts, [0.75, 0.25])).toEqual({ mean: 0, low: 0, high: 0, p: 1 })
    expect(brierGain(forecasts, [0.5, 0.5]).mean).toBeCloseTo(0.0625, 12)
  })

  test('of a ridge regression over counts are what its likelihood is greatest for', () => {
    const groups = [
      { x: [0, 0], n: 40, hits: 30 },
      { x: [1, 0], n: 50, hits: 20 },
      { x: [0, 1], n: 60, hits: 50 },
      { x: [1, 1], n: 30, hits: 15 },
    ]
    const fit = fitLogistic(casesOf(groups), 1)
    expect(groups.map(({ x }) => chanceOf(fit?.weights ?? [], x))).toEqual([
      expect.closeTo(RIDGE[0] ?? 0, 6),
      expect.closeTo(RIDGE[1] ?? 0, 6),
      expect.closeTo(RIDGE[2] ?? 0, 6),
      expect.closeTo(RIDGE[3] ?? 0, 6),
    ])
    expect(fitLogistic(casesOf([{ x: [1], n: 9, hits: 9 }]), 1)).toBeUndefined()
  })
})

describe('where prediction is tried', () => {
  const months = (count: number) =>
    Array.from({ length: count }, (_, back) =>
      Temporal.PlainDate.from('2026-10-01').subtract({ months: back }),
    )
  const history = (count: number, reconstructed = false) => ({
    newest: Temporal.PlainDate.from('2026-10-01'),
    observed: months(count),
    reconstructed,
  })
  test.each([
    [6, undefined],
    [7, 3],
    [13, 6],
    [25, 12],
    [400, 12],
  ])('%d months of history allow for %s months ahead', (count, ahead) =>
    expect(horizonOf(history(count))?.months).toBe(ahead),
  )
  test('a snapshot is tried in its one month, on other customers', () =>
    expect(horizonOf(history(0, true))).toMatchObject({ months: 1, by: 'customers' }))
})

describe('identification in sales', () => {
  test('below 30 confirmed accounts nothing is said', () => {
    expect(identificationOf([{ persona: 'carla', n: 29, hits: 29 }], 3)).toMatchObject({
      ...{ state: 'unknown', waiting: 3 },
      of: { n: 29 },
    })
    expect(identificationOf([], 0).interval).toBeUndefined()
  })

  test('more than 80 % is strong, 80 % is not', () => {
    expect(identificationOf([{ persona: 'carla', n: 100, hits: 81 }], 0).state).toBe('strong')
    const even = identificationOf([{ persona: 'carla', n: 100, hits: 80 }], 0)
    expect(even.state).toBe('weak')
    expect(even.interval?.low).toBeCloseTo(0.711_17, 5)
    expect(even.interval?.high).toBeCloseTo(0.866_63, 5)
  })
})

test('without an experiment nothing is known of content', () => {
  expect(contentOf([])).toMatchObject({ state: 'unknown', lifted: [], measured: 0 })
})

describe('a finding for the owner', () => {
  const differentiation = differentiationOf([shares({ carla: [50, 100], finn: [50, 100], ola: [5, 100] })])
  const validation: Validation = {
    ...{ window: undefined, observed: 13, prediction: undefined, horizon: undefined, fiction: false },
    differentiation,
    identification: identificationOf([{ persona: 'carla', n: 40, hits: 10 }], 0),
    content: contentOf([]),
  }
  test('tells all dimensions in which a persona is weak, at once', () => {
    expect(judgeValidation('carla', validation)).toEqual([
      {
        ...{ kind: 'validation', persona: 'carla' },
        facts: {
          ...{ kind: 'validation', persona: 'carla', fiction: false },
          weak: ['differentiation', 'identification'],
        },
      },
    ])
  })

  test('is none where it is strong, and not judged where nothing is known', () => {
    expect(judgeValidation('ola', validation)).toEqual([{ kind: 'validation', persona: 'ola' }])
    expect(judgeValidation('ravi', validation)).toEqual([])
  })
})
