import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { middleOf, resampled } from '#src/statistics/bootstrap.ts'
import { quantileOf } from '#src/statistics/quantile.ts'
import { seeded } from '#src/statistics/random.ts'
import {
  alphaOf,
  betaOf,
  churnAt,
  fitSbg,
  logLikelihood,
  type Renewals,
  type Sbg,
  survivalCurve,
} from '#src/statistics/sbg.ts'
import {
  discountedLifetime,
  expectedTenure,
  hypergeometric,
  medianTenure,
  residualLifetime,
} from '#src/statistics/sbg-value.ts'

/** Fader and Hardie (2007), percent surviving of the segments High End and Regular, per 1,000 customers. */
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]

const renewalsOf = (alive: number[], times = 1): Renewals[] =>
  alive.slice(1).map((left, index) => {
    const atRisk = alive[index] ?? 0
    return { age: index + 1, atRisk: atRisk * times, lost: (atRisk - left) * times }
  })

function modelOf(renewals: Renewals[]): { model: Sbg; logLikelihood: number } {
  const fit = fitSbg(renewals)
  if (fit.found !== 'model') throw new Error(`Found ${fit.found}.`)
  return fit
}

describe('the published segments', () => {
  test.each([
    ['High End on 7 renewals', HIGH_END.slice(0, 8), '0.668', '3.806', '-1611.158'],
    ['High End on 4 renewals', HIGH_END.slice(0, 5), '1.281', '7.790', '-1225.135'],
    ['Regular on 7 renewals', REGULAR, '0.704', '1.182', '-1680.265'],
  ])('%s are fitted to the digits given', (_name, alive, alpha, beta, likelihood) => {
    const { model, logLikelihood: at } = modelOf(renewalsOf(alive))
    expect([alphaOf(model).toFixed(3), betaOf(model).toFixed(3), at.toFixed(3)]).toEqual([
      alpha,
      beta,
      likelihood,
    ])
  })

  test('later renewals are projected as published', () => {
    const { model } = modelOf(renewalsOf(HIGH_END.slice(0, 8)))
    const projected = survivalCurve(model, 12).slice(8)
    expect(projected.map((share) => (share * 100).toFixed(2))).toEqual([
      '46.04',
      '43.58',
      '41.42',
      '39.51',
      '37.80',
    ])
  })

  test('lifetimes are discounted as published', () => {
    const { model } = modelOf(renewalsOf(HIGH_END.slice(0, 8)))
    expect(discountedLifetime(model, 0.1).toFixed(4)).toBe('5.9223')
    const residual = [1, 2, 3, 4, 5].map((renewal) => residualLifetime(model, renewal, 0.1).toFixed(4))
    expect(residual).toEqual(['5.4145', '5.9014', '6.2939', '6.6199', '6.8967'])
  })

  test('a million times as many customers are fitted alike', () => {
    const { model } = modelOf(renewalsOf(HIGH_END, 1e9))
    const small = modelOf(renewalsOf(HIGH_END)).model
    expect(alphaOf(model)).toBeCloseTo(alphaOf(small), 9)
  })
})

describe('what the data do not determine is said', () => {
  test.each<[string, Renewals[], string]>([
    ['no renewal', [], 'no renewals'],
    ['nobody up for renewal', [{ age: 1, atRisk: 0, lost: 0 }], 'no renewals'],
    ['nobody lost', renewalsOf([100, 100, 100]), 'no churn'],
    ['one renewal', renewalsOf([100, 80]), 'one renewal'],
    ['one renewal, later', [{ age: 2, atRisk: 9, lost: 4 }], 'one renewal'],
    [
      'all lost, whenever it was',
      [
        { age: 2, atRisk: 9, lost: 9 },
        { age: 3, atRisk: 1, lost: 1 },
      ],
      'all left at once',
    ],
    ['all lost at the first', renewalsOf([100, 0, 0]), 'all left at once'],
    ['losses at the first renewal alone', renewalsOf([100, 80, 80, 80]), 'first renewal decides'],
    ['churn that rises', renewalsOf([100, 90, 70, 40]), 'constant churn'],
    ['all lost in the end', renewalsOf([100, 60, 20, 0]), 'constant churn'],
  ])('%s', (_name, renewals, found) => expect(fitSbg(renewals).found).toBe(found))

  test('constant churn is the share that left, and its lifetime a geometric series', () => {
    const fit = fitSbg(renewalsOf([100, 90, 70, 40]))
    if (fit.found !== 'constant churn') throw new Error(fit.found)
    expect(fit.model).toEqual({ mu: expect.closeTo(60 / 260, 12), phi: 0 })
    expect(expectedTenure(fit.model)).toBeCloseTo(260 / 60, 10)
    expect(medianTenure(fit.model, 100)).toBe(3)
    expect(medianTenure({ mu: 0.1, phi: Number.POSITIVE_INFINITY }, 100)).toBeUndefined()
  })
})

const anyModel = fc
  .record({
    mu: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    log: fc.double({ min: -5, max: 3, noNaN: true }),
  })
  .map(({ mu, log }): Sbg => ({ mu, phi: Math.exp(log) }))

describe('for any α and β', () => {
  test('they are found again in cohorts that follow them', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const exact = survivalCurve(model, 12).map((share) => share * 1e6)
        const found = modelOf(renewalsOf(exact)).model
        expect(found.mu).toBeCloseTo(model.mu, 5)
        expect(Math.log(found.phi)).toBeCloseTo(Math.log(model.phi), 3)
      }),
      { numRuns: 60 },
    )
  })

  test('no other model is likelier, however the cohorts are cut off', () => {
    const cohort = fc
      .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 9 })
      .map((lost) => lost.map((_, at) => lost.slice(at).reduce((sum, each) => sum + each, 40)))
    fc.assert(
      fc.property(fc.array(cohort, { minLength: 1, maxLength: 5 }), anyModel, (cohorts, other) => {
        const renewals = cohorts.flatMap((alive) => renewalsOf(alive))
        const fit = fitSbg(renewals)
        if (!('model' in fit)) return
        expect(fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihood(other, renewals) - 1e-9)
      }),
    )
  })

  test('survival falls, churn falls with age, and the lifetime is the sum of the curve', () => {
    fc.assert(
      fc.property(anyModel, fc.double({ min: 0.05, max: 1, noNaN: true }), (model, rate) => {
        const curve = survivalCurve(model, 900)
        for (let age = 1; age < 20; age += 1) {
          expect(curve[age]).toBeLessThan(curve[age - 1] ?? 0)
          expect(churnAt(model, age + 1)).toBeLessThan(churnAt(model, age))
        }
        const summed = curve.reduce((sum, share, age) => sum + share / (1 + rate) ** age, 0)
        expect(discountedLifetime(model, rate)).toBeCloseTo(summed, 8)
        // A new customer is the first payment, and then somebody just before the first renewal.
        expect(discountedLifetime(model, rate)).toBeCloseTo(
          1 + residualLifetime(model, 1, rate) / (1 + rate),
          8,
        )
      }),
    )
  })

  test('an undiscounted lifetime is finite above α = 1 alone', () => {
    expect(expectedTenure({ mu: 0.2, phi: 0.1 })).toBeCloseTo((2 + 8 - 1) / (2 - 1), 10)
    expect(expectedTenure({ mu: 0.2, phi: 0.2 })).toBe(Number.POSITIVE_INFINITY)
  })
})

test('the hypergeometric function is right also where its series hardly converges', () => {
  expect(hypergeometric(3.8, 4.5, 0.9999)).toBeCloseTo(105.856_498_230_242, 9)
  expect(hypergeometric(3.8, 4.5, 0.999_999_99)).toBeCloseTo(1850.352_242_318_15, 5)
  expect(hypergeometric(1e5, 1.1e5, 0.99)).toBeCloseTo(10.000_736_411_166_4, 10)
})

describe('bootstrap intervals', () => {
  test('hold the truth about as often as they say', () => {
    const truth = { mu: 0.15, phi: 0.25 }
    const random = seeded(11)
    const expected = renewalsOf(survivalCurve(truth, 8).map((share) => Math.round(share * 2000)))
    const samples = 60
    const held = resampled(truth, expected, samples, random).filter((model) => {
      const interval = middleOf(
        resampled(model, expected, 120, random).map((draw) => discountedLifetime(draw, 0.1)),
      )
      const value = discountedLifetime(truth, 0.1)
      return interval && interval.low <= value && value <= interval.high
    })
    expect(held.length / samples).toBeGreaterThan(0.85)
  })

  test('are the same for the same file', () => {
    const renewals = renewalsOf(HIGH_END)
    const { model } = modelOf(renewals)
    expect(resampled(model, renewals, 5, seeded(1))).toEqual(resampled(model, renewals, 5, seeded(1)))
  })

  test('take quantiles as R does, and of nothing none', () => {
    expect(quantileOf([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantileOf([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 1)).toBe(
      Number.POSITIVE_INFINITY,
    )
    expect(middleOf([])).toBeUndefined()
  })
})
