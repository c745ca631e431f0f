import { describe, expect, test } from 'vitest'
import { aucOf, brierGain, brierOf, calibrationOf } from '#src/statistics/forecast-quality.ts'
import { choleskyOf, gaussianDraws, gaussianOf } from '#src/statistics/gaussian.ts'
import { type Cases, chanceOf, fitLogistic } from '#src/statistics/logistic.ts'
import { adjustedRand, bestJaccard } from '#src/statistics/partition.ts'
import { seeded } from '#src/statistics/random.ts'
import { silhouetteOf } from '#src/statistics/silhouette.ts'

/** Forty cases that scipy was given, too. */
function forty(): Cases {
  const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i * 1.3), ((i * 7) % 11) / 10])
  const y = rows.map(([first = 0], i) => (((i * 5) % 9) + (first > 0.2 ? 3 : 0) > 6 ? 1 : 0))
  return { width: 2, x: Float64Array.from(rows.flat()), n: y.map(() => 1), hits: y }
}

describe('ridge logistic regression', () => {
  // scipy.optimize.minimize (BFGS) of the same objective, scipy 1.17.
  test.each([
    [1, [-0.700_703_969_3, 1.029_732_534_4, 0.230_795_467_8]],
    [0.1, [-0.849_618_971_1, 1.282_438_186_4, 0.446_084_663_9]],
  ])('with a penalty of %d finds what scipy finds', (penalty, weights) => {
    const fit = fitLogistic(forty(), penalty)
    for (const [index, weight] of weights.entries()) expect(fit?.weights[index]).toBeCloseTo(weight, 6)
  })

  test('tells nothing apart where all or none came true', () => {
    const cases = forty()
    expect(fitLogistic({ ...cases, hits: new Uint8Array(40) }, 1)).toBeUndefined()
    expect(fitLogistic({ ...cases, hits: cases.n }, 1)).toBeUndefined()
    expect(fitLogistic({ width: 2, x: new Float64Array(), n: [], hits: [] }, 1)).toBeUndefined()
  })

  test('stays finite where one number tells everything, or two say the same', () => {
    const x = Float64Array.from(Array.from({ length: 100 }, (_, i) => [i - 49.5, i - 49.5]).flat())
    const hits = Uint8Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1))
    const fit = fitLogistic({ width: 2, x, n: hits.map(() => 1), hits }, 1)
    const [, one = 0, two = 0] = fit?.weights ?? []
    expect(one).toBeGreaterThan(0)
    expect(one).toBeCloseTo(two, 6)
    expect(Number.isFinite(one)).toBe(true)
  })
})

describe('how good a forecast is', () => {
  test('AUC and Brier score are those of scipy and numpy', () => {
    const cases = forty()
    const weights = fitLogistic(cases, 1)?.weights ?? []
    const outcomes = Array.from(cases.hits, (hits, row) => {
      return { chance: chanceOf(weights, cases.x, row * 2), n: 1, hits }
    })
    expect(aucOf(outcomes)?.auc).toBeCloseTo(0.736, 10)
    expect(brierOf(outcomes)).toBeCloseTo(0.196_264_135_3, 7)
  })

  test('AUC of 109 rated scans is 0.893 with a standard error of 0.032, as Hanley and McNeil say', () => {
    const rated = (counts: number[], came: boolean) =>
      counts.map((n, rating) => ({ chance: rating / 5, n, hits: came ? n : 0 }))
    const auc = aucOf([...rated([33, 6, 6, 11, 2], false), ...rated([3, 2, 2, 11, 33], true)])
    expect(auc?.auc).toBeCloseTo(0.893, 3)
    expect(((auc?.interval.high ?? 0) - (auc?.interval.low ?? 0)) / 2 / 1.96).toBeCloseTo(0.032, 3)
  })

  test('nobody to tell apart has no AUC', () => {
    expect(aucOf([{ chance: 0.2, n: 1, hits: 0 }])).toBeUndefined()
    expect(aucOf([])).toBeUndefined()
  })

  test('a forecast is better than a simpler one by the mean of what it misses less', () => {
    const outcomes = [
      { chance: 0.9, n: 1, hits: 1 },
      { chance: 0.1, n: 1, hits: 0 },
    ]
    expect(brierGain(outcomes, [0.5, 0.5])).toEqual({ mean: 0.24, low: 0.24, high: 0.24, p: 1 })
    expect(brierGain(outcomes, [0.9, 0.1]).mean).toBe(0)
  })

  test('groups that expect about as many say how many came', () => {
    const outcomes = Array.from({ length: 100 }, (_, i) => ({
      chance: i < 80 ? 0.0625 : 0.5,
      n: 1,
      hits: i % 10 === 9 ? 1 : 0,
    }))
    expect(calibrationOf(outcomes, 3, 2)).toEqual([
      { from: 0.0625, to: 0.0625, n: 80, expected: 5, came: 8 },
      { from: 0.5, to: 0.5, n: 10, expected: 5, came: 1 },
      { from: 0.5, to: 0.5, n: 10, expected: 5, came: 1 },
    ])
    expect(calibrationOf(outcomes, 10, 20)).toHaveLength(1)
    expect(calibrationOf([], 10, 20)).toEqual([])
  })
})

describe('groups', () => {
  // As scikit-learn's documentation of adjusted_rand_score.
  test.each([
    [[0, 0, 1, 1], [1, 1, 0, 0], 1],
    [[0, 0, 1, 2], [0, 0, 1, 1], 0.571_428_571_4],
    [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
  ])('the adjusted Rand index of %j and %j is %d', (one, other, expected) => {
    expect(adjustedRand(one, other)).toBeCloseTo(expected, 9)
  })

  test('two partitions that tell nothing apart have none', () => {
    expect(adjustedRand([0, 0, 0], [1, 1, 1])).toBeUndefined()
  })

  test('each group is held against the one most like it', () => {
    expect(bestJaccard([0, 0, 0, 1, 1], [5, 5, 6, 6, 6], 2)).toEqual([2 / 3, 2 / 3])
  })

  test('the silhouette is that of numpy', () => {
    const points = [
      [0, 0],
      [0, 1],
      [1, 0],
      [5, 5],
      [5, 6],
      [9, 0],
    ]
    expect(silhouetteOf(points, [0, 0, 0, 1, 1, 2], 3)).toBeCloseTo(0.70237518778043, 12)
    expect(silhouetteOf([[1], [1]], [0, 0], 1)).toBe(0)
  })
})

describe('normal draws', () => {
  test('have the means and covariances that they were asked for', () => {
    const wanted = {
      means: [3, -1],
      covariance: [
        [4, 1.5],
        [1.5, 1],
      ],
    }
    const { means, covariance } = gaussianOf(gaussianDraws(wanted, 20_000, seeded(5)))
    expect(means[0]).toBeCloseTo(3, 1)
    expect(means[1]).toBeCloseTo(-1, 1)
    expect(covariance[0]?.[0]).toBeCloseTo(4, 0)
    expect(covariance[0]?.[1]).toBeCloseTo(1.5, 1)
  })

  test('a column that says what another says adds nothing', () => {
    expect(
      choleskyOf([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([
      [1, 0],
      [1, 0],
    ])
  })
})
