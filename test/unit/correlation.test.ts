import { describe, expect, test } from 'vitest'
import { pearson, ranks, spearman } from '#src/statistics/correlation.ts'

/** Hours of television a week and IQ of ten people: the example of the encyclopedias. */
const IQ: [number, number][] = [
  [106, 7],
  [100, 27],
  [86, 2],
  [101, 50],
  [99, 28],
  [103, 29],
  [97, 20],
  [113, 12],
  [112, 6],
  [110, 17],
]
const TIED = [1, 2, 2, 3, 4, 4, 4, 5, 6, 7, 8, 8].map((x, index): [number, number] => [
  x,
  [2, 1, 3, 3, 5, 4, 4, 6, 7, 6, 9, 8][index] ?? 0,
])

describe('association', () => {
  test('Pearson’s r and its interval are those of scipy and R', () => {
    const found = pearson(IQ)
    expect(found?.value).toBeCloseTo(-0.070_216_326_029_056_77, 14)
    expect(found?.interval?.low).toBeCloseTo(-0.670_212_501_188_516, 12)
    expect(found?.interval?.high).toBeCloseTo(0.585_285_471_745_089_5, 12)
  })

  test('Spearman’s ρ is −29/165 of ten people, with the interval of Bonett and Wright', () => {
    const found = spearman(IQ)
    expect(found).toMatchObject({ n: 10, value: expect.closeTo(-29 / 165, 14) })
    expect(found?.interval?.low).toBeCloseTo(-0.727_830_028_239_407_1, 12)
    expect(found?.interval?.high).toBeCloseTo(0.514_546_661_632_956_1, 12)
  })

  test('ties share the middle of their ranks, as scipy counts them', () => {
    expect(ranks(TIED.map(([x]) => x))).toEqual([1, 2.5, 2.5, 4, 6, 6, 6, 8, 9, 10, 11.5, 11.5])
    expect(spearman(TIED)?.value).toBeCloseTo(0.964_489_714_245, 12)
  })

  test('nothing is said of two pairs, or of a side that never varies; all in one line has no interval', () => {
    expect(spearman(IQ.slice(0, 2))).toBeUndefined()
    expect(pearson(IQ.map(([x]) => [x, 0.1 + 0.2]))).toBeUndefined()
    expect(spearman([1, 2, 3, 4, 5].map((x) => [x, 2 * x]))).toEqual({ n: 5, value: 1 })
  })
})
