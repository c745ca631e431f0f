import { beforeAll, expect, test } from 'vitest'
import { renewalSignals } from '#src/clv/renewal-signals.ts'
import { readRenewalSignals } from '#src/clv/renewal-signals-store.ts'
import { outlooksOf } from '#src/clv/scenario.ts'
import { readLever } from '#src/clv/scenario-store.ts'
import { readFit } from '#src/clv/wrong-fit-store.ts'
import { type Contracts, writeYears } from '#test/support/contracts.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const OCTOBER = Temporal.PlainDate.from('2026-10-01')
const asked = { to: OCTOBER, term: 1, zone: 'Europe/Berlin' }

/** Began in November 2024: first renewal at the end of October 2025, the second a year later. */
const CARLA: Contracts = { accounts: 200, renewed: [160, 120], mrr: 300, support: 10 }

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const signal = (id: string, account: string, at: string, name = 'meeting-held') => ({
    ...{ messageId: id, type: 'track', name, signal: name, family: 'behavioural' },
    ...{ accountId: account, at: new Date(at), receivedAt: new Date(at) },
  })

  beforeAll(async () => {
    await writeYears(database.db, { carla: CARLA })
    await database.db.event.createMany({
      data: [
        // Known since long before the renewal of October 2026.
        signal('since', 'elsewhere', '2026-01-01T10:00:00Z'),
        // 60 of those who renewed, and 10 of those who didn't, met us in the 90 days before.
        ...Array.from({ length: 60 }, (_, i) =>
          signal(`kept-${i}`, `carla-${i + 1}`, '2026-08-15T10:00:00Z'),
        ),
        ...Array.from({ length: 10 }, (_, i) =>
          signal(`gone-${i}`, `carla-${i + 121}`, '2026-08-15T10:00:00Z'),
        ),
        // Within the month of the renewal, and too long before it: neither counts.
        ...Array.from({ length: 30 }, (_, i) =>
          signal(`late-${i}`, `carla-${i + 131}`, '2026-10-02T10:00:00Z'),
        ),
        signal('early', 'carla-131', '2026-07-02T10:00:00Z'),
        // Known only since a month before: nobody's window was watched.
        ...Array.from({ length: 50 }, (_, i) =>
          signal(`new-${i}`, `carla-${i + 1}`, '2026-09-02T10:00:00Z', 'planner-used'),
        ),
      ],
    })
  })

  test('who met us before a renewal is compared with those who did not', async () => {
    const { due, exposed } = await readRenewalSignals(database.db, asked)
    const found = renewalSignals(due, exposed)
    expect(found).toMatchObject({ renewals: 160, lost: 40, tooFew: 0 })
    expect(found.known).toHaveLength(1)
    const [met] = found.known
    expect(met).toMatchObject({ of: 'signal', name: 'meeting-held', exposed: 70, others: 90 })
    // 60 × 30 against 10 × 60 renewed and lost, all in one stratum.
    expect(met?.oddsRatio?.value).toBeCloseTo((60 * 30) / (10 * 60), 10)
    expect(met?.difference.value).toBeCloseTo(60 / 70 - 60 / 90, 10)
    expect(met?.adjusted).toBe(met?.p)
  })

  test('of another persona, or before anything was renewed, nothing is known', async () => {
    const { due, exposed } = await readRenewalSignals(database.db, asked)
    expect(renewalSignals(due, exposed, 'ola-network-director')).toEqual({
      ...{ renewals: 0, lost: 0, known: [], tooFew: 0 },
    })
    const early = await readRenewalSignals(database.db, { ...asked, to: OCTOBER.subtract({ years: 3 }) })
    expect(renewalSignals(early.due, early.exposed)).toMatchObject({ renewals: 0, known: [] })
  })

  test('what an early lever went with is read off those whose first renewal has come', async () => {
    // Of 200, 160 renewed first: those up to 100 were used on 12 days a month, the others on 4.
    await database.db.$executeRaw`
      UPDATE account_months SET active_days = CASE WHEN split_part(account_id, '-', 2)::int <= 100 THEN 12 ELSE 4 END,
        mrr_end = mrr_end + grows, mrr_expansion = grows
      FROM (SELECT account_id AS of, month AS at,
        CASE WHEN month = '2025-10-01' AND split_part(account_id, '-', 2)::int <= 100 THEN 30 ELSE 0 END AS grows
        FROM account_months) AS its WHERE of = account_id AND at = month`
    const rows = await readLever(database.db, { ...asked, lever: { of: 'use' } })
    expect(rows).toEqual([
      expect.objectContaining({ x: 4, large: 0, n: 100, stayed: 60, grown: 60, growth: 0 }),
      expect.objectContaining({ x: 12, large: 0, n: 100, stayed: 100, grown: 100 }),
    ])
    expect(rows[1]?.growth).toBeCloseTo(10, 8)
    // Everybody who was used a lot stayed: told apart wholly, no number is made up.
    expect(outlooksOf(rows, { lever: { of: 'use' }, by: 2 })).toMatchObject([
      { found: 'nothing', because: 'not told apart', n: 200, lost: 40 },
    ])
    await database.db.$executeRaw`UPDATE account_months SET active_days = NULL`
    expect(await readLever(database.db, { ...asked, lever: { of: 'use' } })).toEqual([])
  })

  test('onboarding is as long as the account says, or until it was of use, where that was watched', async () => {
    expect(await readLever(database.db, { ...asked, lever: { of: 'onboarding' } })).toEqual([])
    await database.db.$executeRaw`
      UPDATE accounts SET started_on = '2024-11-05', attributes = attributes || CASE
        WHEN split_part(account_id, '-', 2)::int <= 120 THEN '{"onboarding_days": 20}'::jsonb
        ELSE '{"live_on": "2024-12-15T10:00:00Z"}'::jsonb END`
    const rows = await readLever(database.db, { ...asked, lever: { of: 'onboarding' } })
    expect(rows.map(({ x, n, stayed }) => ({ x, n, stayed }))).toEqual([
      { x: 20, n: 120, stayed: 120 },
      { x: 40, n: 80, stayed: 40 },
    ])
  })

  test('a signal counts for those whose first three months were watched for it', async () => {
    expect(await readLever(database.db, { ...asked, lever: { of: 'signal', name: 'meeting-held' } })).toEqual(
      [],
    )
    await database.db.event.createMany({
      data: [
        signal('first', 'elsewhere', '2024-10-01T10:00:00Z', 'api-connected'),
        ...Array.from({ length: 90 }, (_, i) =>
          signal(`api-${i}`, `carla-${i * 2 + 1}`, '2024-12-01T10:00:00Z', 'api-connected'),
        ),
      ],
    })
    const rows = await readLever(database.db, { ...asked, lever: { of: 'signal', name: 'api-connected' } })
    expect(rows.map(({ x, n }) => ({ x, n }))).toEqual([
      { x: 0, n: 110 },
      { x: 1, n: 90 },
    ])
  })

  test('more deals with customers who stay less, cost more and are worth less are told', async () => {
    await writeYears(database.db, { gus: { accounts: 300, renewed: [300, 200], mrr: 100, support: 10 } })
    const deal = (id: string, account: string, day: string) => ({
      ...{ dealId: id, accountId: account, outcome: 'won', closedOn: new Date(day) },
    })
    await database.db.deal.createMany({
      data: [
        ...[1, 2, 3].map((i) => deal(`then-${i}`, `gus-${i}`, '2025-09-10')),
        ...[1, 2, 3, 4, 5, 6].map((i) => deal(`now-${i}`, `gus-${i}`, '2026-09-10')),
        deal('outside', 'gus-1', '2026-11-02'),
      ],
    })
    expect(await readFit(database.db, OCTOBER)).toEqual(
      expect.arrayContaining([{ persona: 'gus-november-buyer' }]),
    )
    await database.db.$executeRaw`
      UPDATE account_months SET support_cost = 15 WHERE account_id LIKE 'gus-%' AND month >= '2026-08-01'`
    const gus = (await readFit(database.db, OCTOBER)).find(({ persona }) => persona.startsWith('gus'))
    expect(gus?.wrong).toMatchObject({
      ...{ from: '2026-08-01', to: '2026-10-01', n: 900, deals: { now: 6, before: 3 } },
      retention: { now: 800 / 900, before: 1 },
      support: { now: 15, before: 10 },
    })
    expect(await readFit(database.db, OCTOBER.subtract({ years: 2 }))).toEqual([])
  })
})
