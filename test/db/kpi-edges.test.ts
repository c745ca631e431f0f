import { beforeAll, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { kpiValues } from '#bot/views/kpi-values.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { kpisIn } from '#src/kpis/find-kpi.ts'
import { reportKpi } from '#src/kpis/kpi-report.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { demoBoard } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const ZONE = 'Europe/Berlin'
const OCTOBER = Temporal.PlainDate.from('2026-10-01')
const CARLA = 'carla-operations-lead'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  beforeAll(async () => {
    await demoBoard(database.db)
  })

  const ask = async (slug: string, day = OCTOBER) => {
    const library = await followLibrary(database.db)()
    const kpi = kpisIn(library).find((each) => each.slug === slug)
    if (!kpi) throw new Error(`There is no KPI ${slug}.`)
    const report = await reportKpi({ db: database.db, library, zone: ZONE }, kpi, day)
    return { report, said: plainText(kpiValues(report, { library, currency: 'EUR' })) }
  }
  const empty = async () => {
    await database.db.$executeRaw`DELETE FROM account_months`
    await database.db.$executeRaw`DELETE FROM accounts`
  }

  test('of no account there is nothing, of one and of two no number, and n is said', async () => {
    await empty()
    for (const slug of ['retention', 'cac', 'nps', 'churn-after-support', 'time-to-value'])
      expect((await ask(slug)).said).toContain('there is nothing to compute it from')
    for (const n of [1, 2]) {
      await empty()
      await writeMonth(database.db, '2026-10-01', { [CARLA]: { n, kept: n } })
      expect((await ask('retention')).said).toContain(`Carla: insufficient data (n = ${n})`)
    }
  })

  test('a month without data in a run of bad ones neither counts nor ends it, and is said', async () => {
    await empty()
    for (let back = 14; back >= 0; back -= 1)
      if (back !== 1)
        await writeMonth(database.db, OCTOBER.subtract({ months: back }).toString(), {
          [CARLA]: { n: 100, kept: back <= 3 ? 80 : 95 + (back % 2) },
        })
    const { report, said } = await ask('retention')
    expect(report.of[0]?.standing).toMatchObject({ state: 'breached', run: 3, gaps: ['2026-09-01'] })
    expect(said).toContain('3rd month in a row, escalated (Sep 2026 has no number and does not count)')
    expect((await ask('retention', OCTOBER.subtract({ months: 1 }))).said).toContain(
      'nothing to compute it from',
    )
  })

  test('where nothing is below the line there is no number, however many are counted', async () => {
    await empty()
    await writeMonth(database.db, '2026-10-01', { [CARLA]: { n: 40, kept: 40 } })
    const { report } = await ask('retention')
    const [its] = report.of
    const refunded = (denominator: number): string => {
      const sql = report.kpi.body.sql.replace('AS denominator', `- ${40 - denominator} AS denominator`)
      return sql
    }
    const library = await followLibrary(database.db)()
    for (const denominator of [0, -3]) {
      const kpi = { ...report.kpi, body: { ...report.kpi.body, sql: refunded(denominator) } }
      const told = await reportKpi({ db: database.db, library, zone: ZONE }, kpi, OCTOBER)
      expect(told.of).toEqual([{ persona: CARLA, n: its?.n }])
      expect(plainText(kpiValues(told, { library, currency: 'EUR' }))).toContain(
        'Carla: no number: there is nothing to divide by (n 40)',
      )
    }
  })

  test('a persona that was born this summer has no range yet, and one that is retired is told of where it still has customers', async () => {
    await empty()
    for (let back = 12; back >= 0; back -= 1)
      await writeMonth(database.db, OCTOBER.subtract({ months: back }).toString(), {
        [CARLA]: { n: 40, kept: 38 + (back % 2) },
        ...(back < 4 && { 'ola-network-director': { n: 40, kept: 39 } }),
      })
    await database.db
      .$executeRaw`UPDATE entries SET status = 'retired' WHERE kind = 'persona' AND slug = ${CARLA}`
    const { said } = await ask('retention')
    expect(said).toMatch(/Ola: 97\.5 % \(n 40, unchanged\); too little history for a range \(3 of 6 months\)/)
    expect(said).toMatch(/Carla: 95\.0 % \(n 40/)
    await database.db
      .$executeRaw`UPDATE entries SET status = 'active' WHERE kind = 'persona' AND slug = ${CARLA}`
  })

  test('four hundred months are looked back at no further than the window, and the first of them can be asked for', async () => {
    await empty()
    await writeMonth(database.db, '2026-10-01', { [CARLA]: { n: 31, kept: 30 } })
    await database.db.$executeRaw`
      INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_churned, mrr_end)
      SELECT account_id, (month - back * interval '1 month')::date, persona, mrr_start, mrr_churned, mrr_end
      FROM account_months, generate_series(1, 399) back`
    const { report } = await ask('retention')
    expect(report.of[0]?.standing).toMatchObject({
      state: 'within',
      range: { months: 12, from: '2025-10-01' },
    })
    const oldest = await ask('retention', Temporal.PlainDate.from('1993-07-01'))
    expect(oldest.report.of[0]).toMatchObject({ n: 31, standing: { state: 'no history' } })
  })

  test('sums beyond 2^53 are shares all the same', async () => {
    await empty()
    await writeMonth(database.db, '2026-10-01', { [CARLA]: { n: 200, kept: 200 } })
    await database.db.$executeRaw`
      UPDATE account_months SET mrr_start = 90000000000000, mrr_end = 90000000000000 + 5000000000000.5, mrr_expansion = 5000000000000.5`
    await database.db
      .$executeRaw`UPDATE account_months SET mrr_end = 90000000000000, mrr_expansion = 0 WHERE account_id > ${`${CARLA}-5`}`
    const { report } = await ask('expansion')
    const now = report.of[0]?.now
    expect(now?.denominator).toBe(18_000_000_000_000_000)
    expect(now?.denominator).toBeGreaterThan(2 ** 53)
    expect(now?.value).toBeCloseTo((now?.numerator ?? 0) / 18_000_000_000_000_000, 15)
    expect(now?.value).toBeGreaterThan(0.01)
  })
})
