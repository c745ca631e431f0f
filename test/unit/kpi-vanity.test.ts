import { describe, expect, test } from 'vitest'
import { judgeVanity, saysPoor, type Valued } from '#src/kpis/vanity.ts'
import { partialCorrelation } from '#src/statistics/partial-correlation.ts'
import { seeded } from '#test/bench/bench.ts'

const X = [0.91, 0.93, 0.92, 0.95, 0.94, 0.96, 0.95, 0.93, 0.97, 0.96, 0.98, 0.95]
const Y = [3, 4, 3, 6, 5, 6, 6, 4, 7, 6, 9, 6]
const points = X.map((x, at) => ({ at, x, y: Y[at] ?? 0 }))

describe('a correlation without the passing of time', () => {
  test('is what numpy gives for the residuals, and the partial correlation by its formula', () => {
    const found = partialCorrelation(points)
    expect(found?.r).toBeCloseTo(0.9314070037349605, 12)
    expect(found?.low).toBeCloseTo(0.7513094681641158, 9)
    expect(found?.high).toBeCloseTo(0.9823921970907874, 9)
    expect(found?.p).toBeCloseTo(2.3540299277353488e-6, 12)
  })

  test('is none of what never varies, of a straight line, or of five', () => {
    expect(partialCorrelation(points.map((each) => ({ ...each, y: 0.1 })))).toBeUndefined()
    expect(partialCorrelation(points.map((each) => ({ ...each, y: 3 * each.at })))).toBeUndefined()
    expect(partialCorrelation(points.slice(0, 5))).toBeUndefined()
  })
})

const series = (...values: number[]): Valued =>
  new Map([['carla', new Map(values.map((value, at) => [at, value]))]])
const NOTHING: Valued = new Map()

describe('the vanity test', () => {
  test('lets in what moves with retention, and says how closely', () => {
    const vanity = judgeVanity(series(...Y), { retention: series(...X), satisfaction: NOTHING }, 'lagging')
    expect(vanity).toMatchObject({
      verdict: 'goes along',
      associations: [{ persona: 'carla', outcome: 'retention', n: 12 }],
    })
    expect(saysPoor(vanity)).toBeUndefined()
  })

  test('holds a leading KPI against the period after', () => {
    const outcomes = { retention: series(...X, 0.96), satisfaction: NOTHING }
    const early = series(...X.slice(1), 0.96)
    const leads = judgeVanity(early, outcomes, 'leading')
    expect(leads).toMatchObject({ verdict: 'goes along', associations: [{ n: 12 }] })
    expect('associations' in leads && leads.associations[0]?.r).toBeCloseTo(1, 9)
    const same = judgeVanity(early, outcomes, 'lagging')
    expect('associations' in same && same.associations[0]?.r).toBeLessThan(0.5)
  })

  test('refuses what only grows, as retention happens to, with effect, interval and n', () => {
    const random = seeded(7)
    const [followers, stay] = [0, 1].map(() =>
      Array.from({ length: 24 }, (_, at) => 100 + 10 * at + 5 * random()),
    )
    const vanity = judgeVanity(
      series(...(followers ?? [])),
      { retention: series(...(stay ?? []).map((each) => each / 1000)), satisfaction: NOTHING },
      'lagging',
    )
    expect(vanity.verdict).toBe('poor')
    expect(saysPoor(vanity)).toMatch(
      /no association with retention or satisfaction of any persona: carla with retention -?0\.\d\d \(-0\.\d\d to 0\.\d\d, n = 24\)/,
    )
  })

  test('takes chance for an association no more often than it says, over all personas and outcomes', () => {
    const random = seeded(11)
    const noise = (): Valued =>
      new Map(
        ['a', 'b', 'c'].map((name) => [name, new Map(Array.from({ length: 24 }, (_, at) => [at, random()]))]),
      )
    const verdicts = Array.from(
      { length: 400 },
      () => judgeVanity(noise(), { retention: noise(), satisfaction: noise() }, 'lagging').verdict,
    )
    expect(verdicts.filter((each) => each === 'goes along').length / 400).toBeLessThan(0.08)
  })

  test('says nothing of less than twelve periods, and that a number never moves', () => {
    const short = judgeVanity(series(1, 2, 3), { retention: series(...X), satisfaction: NOTHING }, 'lagging')
    expect(short).toEqual({ verdict: 'untold', periods: 3 })
    expect(saysPoor(short)).toBeUndefined()
    const still = judgeVanity(
      series(...X.map(() => 1)),
      { retention: series(...X), satisfaction: NOTHING },
      'lagging',
    )
    expect(saysPoor(still)).toBe('a number that is the same in every period')
  })
})
