import { describe, expect, test } from 'vitest'
import { outcomesOf } from '#src/experiments/analyse.ts'
import { type ExperimentBody, experiment } from '#src/experiments/experiment.ts'
import type { Cell } from '#src/experiments/result.ts'
import { powerWith, sampleOf } from '#src/experiments/sample.ts'

const claim = (id: string, persona: string) => ({
  ...{ id, persona, stronger: 'risk', than: 'news' },
  text: 'reacts more strongly to less risk than to what is new',
})
const said = {
  expects: [claim('e1', 'carla'), claim('e2', 'finn')],
  variants: [
    { id: 'risk', title: 'Less risk' },
    { id: 'news', title: 'What is new' },
    { id: 'plain', title: 'As to everybody', generic: true },
  ],
  metric: 'Replies',
  measures: 'share',
  baseline: 0.18,
  difference: 0.06,
  planned: 900,
  startsOn: '2026-10-01',
  endsOn: '2026-10-31',
}
const body = (change: object = {}): ExperimentBody => experiment.body.parse({ ...said, ...change })

function faults(change: object): string[] {
  const found: string[] = []
  experiment.check(body(change), (path, expected) => found.push(`${path.join('.')}: ${expected}`))
  return found
}

const cell = (persona: string, variant: string, hits: number, n: number): Cell => ({
  persona,
  variant,
  hits,
  n,
})
const CARLA = [
  cell('carla', 'risk', 139, 412),
  cell('carla', 'news', 107, 409),
  cell('carla', 'plain', 96, 405),
]
const FINN = [cell('finn', 'risk', 88, 300), cell('finn', 'news', 80, 310)]

describe('a plan', () => {
  test('that fits is taken as it is', () => expect(faults({})).toEqual([]))

  test.each<[string, object, RegExp]>([
    [
      'expects something of a variant that is not there',
      { expects: [{ ...claim('e1', 'carla'), stronger: 'price' }] },
      /^expects\.0\.stronger: one of the variants: risk, news, plain$/,
    ],
    [
      'holds a variant against itself',
      { expects: [{ ...claim('e1', 'carla'), than: 'risk' }] },
      /another one of the variants/,
    ],
    [
      'expects two things of one persona',
      { expects: [claim('e1', 'carla'), claim('e2', 'carla')] },
      /one expectation each/,
    ],
    ['has a share of 18 instead of 0.18', { baseline: 18 }, /between 0 and 1: 0\.24 for 24 %/],
    ['measures a mean of which nobody knows how it varies', { measures: 'mean' }, /^deviation: /],
    ['ends before it begins', { endsOn: '2026-09-30' }, /^endsOn: a day that is not before startsOn$/],
  ])('that %s is refused, with the place', (_, change, fault) =>
    expect(faults(change).join('\n')).toMatch(fault),
  )

  test('needs what power.prop.test gives for α divided by the personas', () => {
    expect(sampleOf(body())).toMatchObject({ needed: 875, planned: 900 })
    const one = body({ expects: [claim('e1', 'carla')], baseline: 0.24, difference: 0.05 })
    expect(sampleOf(one).needed).toBe(1222)
    expect(powerWith(1222, one)).toBeCloseTo(0.8, 3)
  })

  test('with too few says how often it would see the difference', () => {
    const { power } = sampleOf(body({ planned: 200 }))
    expect(power).toBeGreaterThan(0.15)
    expect(power).toBeLessThan(0.3)
  })
})

describe('what came of it', () => {
  const [carla, finn] = outcomesOf(body(), { cells: [...CARLA, ...FINN] })

  test('is tested persona by persona, and p corrected after Holm', () => {
    expect(carla?.contrast?.p).toBeCloseTo(0.017_814_261_3, 10)
    expect(carla?.contrast?.corrected).toBeCloseTo(2 * 0.017_814_261_3, 10)
    expect(carla?.contrast?.difference).toBeCloseTo(0.075_764_948_8, 9)
    expect(carla?.contrast?.interval.low).toBeCloseTo(0.013_085_737_8, 9)
    expect(carla?.contrast?.interval.high).toBeCloseTo(0.137_613_346_5, 9)
    expect(carla?.verdict).toBe('as expected')
    expect(finn?.contrast?.corrected).toBeCloseTo(0.329_641_669_6, 9)
    expect(finn?.verdict).toBe('no difference seen')
  })

  test('has a lift over the generic variant where there is one', () => {
    expect(carla?.lift?.lift).toBeCloseTo(0.423_316_140_8, 9)
    expect(carla?.lift?.low).toBeCloseTo(0.141_092_218_2, 9)
    expect(carla?.lift?.high).toBeCloseTo(0.775_341_908_7, 9)
    expect(carla?.lift?.corrected).toBeCloseTo(0.001_535_393_2, 9)
    expect(finn?.lift).toBeUndefined()
  })

  test('is turned round where lower is better', () => {
    const [turned] = outcomesOf(body({ better: 'lower' }), { cells: CARLA })
    expect(turned?.verdict).toBe('the other way round')
    expect(turned?.contrast?.interval.high).toBeCloseTo(-0.013_085_737_8, 9)
    expect(turned?.lift?.lift).toBeCloseTo(-0.423_316_140_8, 9)
  })

  test('of fewer than 30 is insufficient, and of one variant alone missing', () => {
    const few = [cell('carla', 'risk', 12, 29), cell('carla', 'news', 3, 400)]
    expect(outcomesOf(body(), { cells: few }).map(({ verdict }) => verdict)).toEqual([
      'insufficient data',
      'missing',
    ])
  })

  test('of a mean is tested after Welch', () => {
    const means = [
      { persona: 'carla', variant: 'risk', n: 412, mean: 31.2, deviation: 9.8 },
      { persona: 'carla', variant: 'news', n: 398, mean: 28.9, deviation: 14.1 },
    ]
    const one = body({ expects: [claim('e1', 'carla')], measures: 'mean', deviation: 12, difference: 2 })
    const [outcome] = outcomesOf(one, { cells: means })
    expect(outcome?.contrast?.p).toBeCloseTo(0.007_377_060_5, 9)
    expect(outcome?.verdict).toBe('as expected')
  })

  test('without anything that varies tells nothing', () => {
    const none = [cell('carla', 'risk', 0, 400), cell('carla', 'news', 0, 400)]
    const [outcome] = outcomesOf(body(), { cells: none })
    expect(outcome?.verdict).toBe('no difference seen')
    expect(outcome?.contrast?.p).toBe(1)
  })
})
