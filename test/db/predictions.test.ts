import { beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#src/context.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { readAccountForecast } from '#src/predictions/account-forecast.ts'
import { readOverview } from '#src/predictions/overview.ts'
import { readForecasts } from '#src/predictions/read-forecasts.ts'
import { readMoney } from '#src/predictions/read-money.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const NOW = Temporal.Instant.from('2026-11-10T09:00:00Z')
const MONTHS = 24

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const ctx = (): Context => ({
    ...{ db: database.db, readLibrary: followLibrary(database.db), log: createLog('silent') },
    ...{ now: () => NOW, zone: 'Europe/Berlin', currency: 'EUR' },
  })

  beforeEach(async () => {
    await database.db.$executeRaw`DELETE FROM account_months`
    await database.db.$executeRaw`DELETE FROM accounts`
  })

  /**
   * So many customers of the first year and of the second, of whom a third leave after 4 to 14 months. In its last three months one that leaves is
   * active on 3 days, else on 18.
   */
  async function write(n: number): Promise<void> {
    await database.db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona, owner, started_on)
      SELECT 'A' || i || '-' || life, 'Account ' || i || ' ' || life,
        CASE WHEN i % 3 = 0 THEN 'ola' ELSE 'carla' END, CASE WHEN i % 2 = 0 THEN 'sam' END,
        date '2024-11-01' + life * interval '12 months'
      FROM generate_series(1, ${n}::int) i, generate_series(0, 1) life`
    await database.db.$executeRaw`
      INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_new, mrr_churned, mrr_end, tickets,
        active_days)
      SELECT account_id, month, persona, CASE WHEN at = 1 THEN 0 ELSE 100 END, CASE WHEN at = 1 THEN 100 ELSE 0 END,
        CASE WHEN at = last THEN 100 ELSE 0 END, CASE WHEN at = last THEN 0 ELSE 100 END, i % 3,
        CASE WHEN at > last - 3 THEN 3 ELSE 18 END
      FROM (
        SELECT i, life, account_id, persona, at, (started_on + (at - 1) * interval '1 month')::date AS month,
          CASE WHEN (i / 3 + life) % 3 = 0 THEN 4 + (i * 7 + life) % 11 ELSE 99 END AS last
        FROM generate_series(1, ${n}::int) i, generate_series(0, 1) life, generate_series(1, 24) at, accounts
        WHERE account_id = 'A' || i || '-' || life
      ) AS lived WHERE at <= last AND month < '2026-11-01'`
  }

  describe('with 600 customers of two years', () => {
    beforeEach(() => write(600))

    test('who has fallen silent is foreseen to leave, and the number comes out on quarters held back', async () => {
      const overview = await readOverview(ctx(), { outcome: 'churn', owner: ['sam'] })
      const { churn, expansion, quarters } = overview?.forecasts ?? {}
      expect(quarters).toMatchObject({ months: MONTHS, missing: [] })
      expect(churn?.gates.filter(({ passed }) => !passed)).toEqual([])
      expect(churn?.tested?.auc?.auc).toBeGreaterThan(0.8)
      expect(overview?.personas.map(({ persona }) => persona)).toEqual(['carla', 'ola'])
      expect(overview?.top).toHaveLength(3)
      const [first] = overview?.mine ?? []
      expect(Number(first?.account.match(/\d+/)?.[0]) % 2).toBe(0)
      expect(first?.name).toMatch(/^Account /)
      // Nobody ever grew.
      expect(expansion?.model).toBeUndefined()
      expect(expansion?.gates.find(({ of }) => of === 'learned')).toMatchObject({ value: 0, passed: false })
    })

    test('an account says its chance, what came of those rated alike, and why', async () => {
      const overview = await readOverview(ctx(), { outcome: 'churn', owner: [] })
      const [first] = overview?.top ?? []
      const account = { id: first?.account ?? '', name: 'it', persona: first?.persona }
      const its = await readAccountForecast(account, ctx())
      expect(its?.rated.churn?.chance).toBeCloseTo(first?.chance ?? 0, 10)
      expect(its?.rated.churn?.reasons.map(({ feature }) => feature)).toContain('usage')
      expect(its?.rated.churn?.alike?.came).toBeGreaterThan(0)
      expect(its?.rated.expansion).toBeUndefined()
      const gone = await readAccountForecast({ id: 'nobody', name: 'x', persona: 'ola' }, ctx())
      expect(gone).toMatchObject({ isCustomer: false, rated: {} })
    })

    test('a month that nobody brought is named, and its quarters are left out', async () => {
      await database.db.$executeRaw`DELETE FROM account_months WHERE month = '2026-07-01'`
      const forecasts = await readForecasts(ctx())
      expect(forecasts?.quarters.missing).toEqual(['2026-07-01'])
      expect(forecasts?.churn.gates.find(({ of }) => of === 'months')).toMatchObject({ value: MONTHS - 1 })
      expect(forecasts?.quarters.heldBack.map(String)).toEqual(['2026-01-01', '2025-10-01'])
    })

    test('too few tagged, and nothing is foreseen', async () => {
      await database.db.$executeRaw`UPDATE accounts SET persona = NULL WHERE right(account_id, 3) < '5-0'`
      const forecasts = await readForecasts(ctx())
      expect(forecasts?.churn.gates[0]?.passed).toBe(false)
      expect(forecasts?.churn.model).toBeUndefined()
      expect((await readMoney(ctx()))?.personas).toEqual([])
    })

    test('months that were reconstructed are no history', async () => {
      await database.db.$executeRaw`UPDATE account_months SET reconstructed = true`
      const forecasts = await readForecasts(ctx())
      expect(forecasts?.churn.gates.find(({ of }) => of === 'months')).toMatchObject({
        value: 0,
        passed: false,
      })
      expect(forecasts?.churn.model).toBeUndefined()
    })

    test('what they bring is held against what they brought half a year and a year ago', async () => {
      const money = await readMoney(ctx())
      const carla = money?.personas.find(({ persona }) => persona === 'carla')
      expect(carla?.backtests.map(({ from }) => from)).toEqual(['2026-04-01', '2025-10-01'])
      expect(carla?.backtests[0]?.brought).toBeGreaterThan(0)
      expect(carla?.value).toBeLessThanOrEqual(600 * 100 * 6)
    })

    test('whoever pays is counted, or said not to be', async () => {
      const money = await readMoney(ctx())
      const paying = await database.db.$queryRaw<{ persona: string }[]>`
        SELECT DISTINCT persona FROM account_months WHERE month = (SELECT max(month) FROM account_months) AND mrr_end > 0
          AND persona IS NOT NULL`
      const told = [...(money?.personas.map(({ persona }) => persona) ?? []), ...(money?.uncounted ?? [])]
      expect(told.sort()).toEqual(paying.map(({ persona }) => persona).sort())
    })
  })

  test('without account-months there is nothing at all', async () => {
    expect(await readForecasts(ctx())).toBeUndefined()
    expect(await readOverview(ctx(), { outcome: 'churn', owner: [] })).toBeUndefined()
    expect(await readMoney(ctx())).toBeUndefined()
  })

  test.each([1, 2])('with %d customers nothing is foreseen', async (n) => {
    await write(n)
    const overview = await readOverview(ctx(), { outcome: 'churn', owner: [] })
    expect(overview?.forecasts.churn.model).toBeUndefined()
    expect(overview?.top).toEqual([])
    expect((await readMoney(ctx()))?.personas).toEqual([])
  })
})
