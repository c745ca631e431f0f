import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { importTable } from '#src/ingest/import-table.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { createLibrary } from '#src/knowledge/library.ts'
import { readValidation } from '#src/validation/read-validation.ts'
import { stateOf } from '#src/validation/scorecard.ts'
import { DIMENSIONS } from '#src/validation/thresholds.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { contextOn, useImports } from './accounts-import.ts'

const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z')
const NEWEST = Temporal.PlainDate.from('2026-10-01')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { path } = useImports(database)
  const { library } = createLibrary()
  const read = () => readValidation({ db: database.db, zone: 'UTC', now: () => NOW }, library)

  /** Accounts of a persona over the newest months; `leaves`: the month, counted back from the newest, or never. */
  async function live(
    persona: string,
    n: number,
    life: { months: number; leaves?: (index: number) => number | undefined; mrr?: (index: number) => number },
  ) {
    const { months, leaves = () => undefined, mrr = () => 100 } = life
    const { db } = database
    const ids = Array.from({ length: n }, (_, index) => ({ index, accountId: `${persona}-${index}` }))
    await db.account.createMany({
      data: ids.map(({ accountId }) => ({ accountId, name: accountId, persona })),
    })
    const rows = ids.flatMap(({ index, accountId }) =>
      Array.from({ length: months }, (_, back) => back).flatMap((back) => {
        const left = leaves(index)
        if (left !== undefined && back < left) return []
        const amount = mrr(index)
        const gone = left === back
        const month = new Date(`${NEWEST.subtract({ months: back }).toString()}T00:00:00Z`)
        const end = gone ? { mrrChurned: amount, mrrEnd: 0 } : { mrrEnd: amount }
        return [{ accountId, month, persona, mrrStart: amount, ...end }]
      }),
    )
    await db.accountMonth.createMany({ data: rows })
  }

  beforeEach(async () => {
    await database.db.accountMonth.deleteMany()
    await database.db.account.deleteMany()
  })

  const states = async () => {
    const validation = await read()
    return DIMENSIONS.map((dimension) => stateOf(validation, dimension))
  }
  const UNKNOWN = ['unknown', 'unknown', 'unknown', 'unknown']

  describe('nothing is known yet', () => {
    test('without an account', async () => expect(await states()).toEqual(UNKNOWN))

    test.each([1, 2])('with %d accounts', async (n) => {
      await live('carla', n, { months: 14 })
      expect(await states()).toEqual(UNKNOWN)
    })

    test('of one persona alone', async () => {
      await live('carla', 300, { months: 14, leaves: (index) => (index % 4 === 0 ? 0 : undefined) })
      const { differentiation, fiction } = await read()
      expect({ pairs: differentiation.pairs, fiction }).toEqual({ pairs: [], fiction: false })
    })

    test('of prediction where nobody left, or everybody', async () => {
      await live('carla', 200, { months: 14 })
      await live('finn', 200, { months: 14 })
      expect((await read()).prediction).toBeUndefined()
      await database.db.accountMonth.deleteMany()
      await database.db.account.deleteMany()
      await live('carla', 200, { months: 14, leaves: () => 0 })
      await live('finn', 200, { months: 14, leaves: () => 0 })
      const { prediction, differentiation } = await read()
      expect(prediction).toBeUndefined()
      expect(differentiation.pairs[0]?.differences).toEqual([])
    })
  })

  test('personas that behave alike are fiction with data', async () => {
    const life = {
      months: 14,
      leaves: (index: number) => (index % 5 === 0 ? index % 12 : undefined),
      mrr: (index: number) => 100 + (index % 7),
    }
    await live('carla', 210, life)
    await live('finn', 210, life)
    const { fiction, differentiation } = await read()
    expect(fiction).toBe(true)
    expect(differentiation).toMatchObject({ state: 'weak', alike: ['carla', 'finn'] })
  })

  test('those that leave differently are told apart, and foresee who stays', async () => {
    await live('carla', 400, { months: 14, leaves: (index) => (index % 20 === 0 ? index % 12 : undefined) })
    await live('finn', 400, { months: 14, leaves: (index) => (index % 5 < 3 ? index % 12 : undefined) })
    const { fiction, differentiation, prediction, horizon } = await read()
    expect(fiction).toBe(false)
    expect(differentiation.pairs[0]?.differences[0]).toMatchObject({
      metric: { of: 'months', name: 'churn' },
      relative: expect.closeTo(0.9167, 2),
    })
    expect(differentiation.state).toBe('strong')
    expect(horizon).toMatchObject({ months: 6, by: 'time', triedAt: Temporal.PlainDate.from('2026-05-01') })
    expect(prediction?.p).toBeLessThan(0.001)
    expect(prediction?.calibrated.every(({ stopped }) => !stopped)).toBe(true)
  })

  test('one that was told apart, and no longer is, has stopped foreseeing', async () => {
    // Carla left often until half a year ago, and since then stays as everybody does.
    await live('carla', 800, {
      months: 14,
      leaves: (index) => (index % 2 === 0 ? 7 + (index % 5) : undefined),
    })
    await live('finn', 800, { months: 14, leaves: (index) => (index % 20 === 0 ? index % 12 : undefined) })
    const { prediction } = await read()
    expect(prediction?.calibrated.find(({ persona }) => persona === 'carla')).toMatchObject({ stopped: true })
    expect(prediction?.calibrated.find(({ persona }) => persona === 'finn')).toMatchObject({ stopped: false })
  })

  test('the Telco customers are foreseen as plain arithmetic on the file says', async () => {
    const fromRoot = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url))
    const example = 'prisma/example-imports/telco'
    const options = { direct: true, now: NOW, zone: 'UTC', actor: 'operator' }
    await importFolder(database.db, fromRoot(`${example}/knowledge`), options)
    for (const map of ['accounts.sql', 'account-months.sql'])
      await importTable(contextOn(database.db), {
        file: fromRoot('../shared/data/telco-churn/customers.csv'),
        map: fromRoot(`${example}/${map}`),
        rejects: path('rejects.csv'),
        actor: 'operator',
      })
    const { prediction, differentiation, horizon, observed } = await read()
    expect({ observed, by: horizon?.by, months: horizon?.months }).toEqual({
      observed: 0,
      by: 'customers',
      months: 1,
    })
    expect(prediction).toMatchObject({
      state: 'strong',
      baseRight: 2507,
      persona: { n: 3258, right: 2508 },
    })
    expect(prediction?.persona.brier).toBeCloseTo(0.142_643_042_3, 9)
    expect(prediction?.base.brier).toBeCloseTo(0.177_383_645_5, 9)
    expect(prediction?.persona.ranked).toBeCloseTo(0.783_423_989_4, 9)
    const churn = differentiation.pairs.flatMap(({ differences }) =>
      differences.filter(({ metric }) => metric.name === 'churn'),
    )
    expect(churn.find(({ a, b }) => a.persona === 'bundle-bea' && b.persona === 'fibre-fay')).toMatchObject({
      a: { n: 1799 },
      relative: expect.closeTo(1 - 0.0951 / 0.5066, 3),
    })
    expect(churn.some(({ a, b }) => a.persona === 'bundle-bea' && b.persona === 'contract-carl')).toBe(false)
  }, 180_000)
})
