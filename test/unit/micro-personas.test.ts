import { describe, expect, test } from 'vitest'
import { clusterOf } from '#src/micro-personas/cluster.ts'
import { emergingIn } from '#src/micro-personas/emerging.ts'
import { type Doer, differencesOf, tableOf } from '#src/micro-personas/traits.ts'
import { gaussianDraws, normalDraw } from '#src/statistics/gaussian.ts'
import { type Random, seeded } from '#src/statistics/random.ts'
import { simulatedCustomer } from '#test/support/simulated-customers.ts'

/** Customers of one persona around these means. */
function around(
  random: Random,
  n: number,
  { usage, tickets, mrr }: { usage: number; tickets: number; mrr: number },
  persona = 'carla',
): Doer[] {
  const near = (mean: number, deviation: number) => mean + deviation * normalDraw(random)
  return Array.from({ length: n }, () => ({
    ...simulatedCustomer(random, {
      ...{
        persona,
        usage: near(usage, 2),
        tickets: Math.max(0, near(tickets, 0.4)),
        mrr: Math.exp(near(mrr, 0.3)),
      },
      nps: Math.round(near(7, 1.5)),
    }),
    seats: null,
  }))
}

const USUAL = { usage: 17, tickets: 1, mrr: 6 }

describe('groups of customers', () => {
  test('that were planted are found, with what they do and how many they are', async () => {
    const random = seeded(1)
    const planted = around(random, 80, { usage: 5, tickets: 4, mrr: 6 })
    const [found, ...others] = await emergingIn([...around(random, 320, USUAL), ...planted])
    expect(others).toEqual([])
    expect(found).toMatchObject({ persona: 'carla', among: 'persona', of: 400 })
    expect(Math.abs((found?.n ?? 0) - 80)).toBeLessThan(8)
    expect(found?.jaccard).toBeGreaterThan(0.9)
    expect(found?.traits.map(({ trait }) => trait).toSorted()).toEqual(['tickets', 'usage'])
    const usage = found?.traits.find(({ trait }) => trait === 'usage')
    expect(usage?.d).toBeLessThan(-2)
    expect(usage?.mean).toBeCloseTo(5, 0)
    expect(usage?.others).toBeCloseTo(17, 0)
  })

  test('are three where three were planted, and the largest is the persona itself', async () => {
    const random = seeded(2)
    const doers = [
      ...around(random, 300, USUAL),
      ...around(random, 90, { usage: 4, tickets: 4, mrr: 6 }),
      ...around(random, 90, { usage: 5, tickets: 1, mrr: 9 }),
    ]
    const found = await emergingIn(doers)
    expect(found.map(({ n }) => Math.round(n / 10))).toEqual([9, 9])
  })

  test('that are spread over several personas are found among all', async () => {
    const random = seeded(3)
    const odd = { usage: 3, tickets: 5, mrr: 8.5 }
    const doers = ['carla', 'finn', 'ola'].flatMap((persona) => [
      ...around(random, 200, USUAL, persona),
      ...around(random, 20, odd, persona),
    ])
    const found = await emergingIn(doers)
    expect(found.filter(({ among }) => among === 'all').map(({ tagged }) => tagged.length)).toEqual([3])
  })

  test('that are a persona already are none among all', async () => {
    const random = seeded(4)
    const doers = [
      ...around(random, 300, USUAL),
      ...around(random, 150, { usage: 4, tickets: 4, mrr: 8 }, 'gus'),
    ]
    expect(await emergingIn(doers)).toEqual([])
  })

  test('that are too few are none', async () => {
    const random = seeded(5)
    expect(
      await emergingIn([
        ...around(random, 320, USUAL),
        ...around(random, 12, { usage: 3, tickets: 5, mrr: 9 }),
      ]),
    ).toEqual([])
  })

  test.each([0, 1, 2, 59])('are none of %d customers', async (n) => {
    expect(await emergingIn(around(seeded(6), n, USUAL))).toEqual([])
  })

  test('are none where all do the same', async () => {
    const [one] = around(seeded(6), 1, USUAL)
    expect(await emergingIn(Array.from({ length: 200 }, () => one as Doer))).toEqual([])
  })
})

describe('one cloud has no groups', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed))('round, draw %d', async (seed) => {
    const rows = Array.from({ length: 300 }, () => [0, 0, 0, 0].map(() => 0))
    const random = seeded(200 + seed)
    expect(await clusterOf(rows.map((row) => row.map(() => normalDraw(random))))).toBeUndefined()
  })

  test.each(Array.from({ length: 4 }, (_, seed) => seed))('long, draw %d', async (seed) => {
    const covariance = [
      [1, 0.95, 0.9],
      [0.95, 1, 0.9],
      [0.9, 0.9, 1],
    ]
    const rows = gaussianDraws({ means: [0, 0, 0], covariance }, 300, seeded(300 + seed))
    expect(await clusterOf(rows)).toBeUndefined()
  })

  test.each(Array.from({ length: 4 }, (_, seed) => seed))(
    'lopsided and mostly nothing, draw %d',
    async (seed) => {
      const random = seeded(400 + seed)
      const rows = Array.from({ length: 300 }, () => [
        Math.exp(normalDraw(random)) - 1.6,
        random() < 0.6 ? -0.6 : 1 + random(),
        random() < 0.7 ? -0.5 : 1.5,
      ])
      expect(await clusterOf(rows)).toBeUndefined()
    },
  )
})

describe('what customers do', () => {
  test('is compared in what is known of most and not the same for nearly all', () => {
    const random = seeded(8)
    const doers = around(random, 100, USUAL).map((doer, index) => ({
      ...doer,
      ...{ nps: index < 40 ? 7 + (index % 3) : null, escalations: index < 10 ? 1 : 0 },
    }))
    const { traits, rows } = tableOf(doers)
    expect(traits).toEqual(['usage', 'tickets', 'mrr'])
    expect(Math.max(...rows.flat().map(Math.abs))).toBeLessThanOrEqual(3)
  })

  test('is told where it differs much, and by how much', () => {
    const random = seeded(9)
    const doers = [...around(random, 50, USUAL), ...around(random, 50, { ...USUAL, usage: 8 })]
    const [usage, ...others] = differencesOf(doers, (index) => index >= 50, ['usage', 'mrr'])
    expect(usage).toMatchObject({ trait: 'usage' })
    expect(usage?.d).toBeLessThan(-3)
    expect(others).toEqual([])
  })
})
