import { beforeAll, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { accountHealthLine } from '#bot/views/scorecard-card.ts'
import { followLibrary, type Library } from '#src/knowledge/library.ts'
import { accountHealth, healthOf } from '#src/scorecards/account-health.ts'
import { demoBoard, NOW } from '#test/support/board.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let library: Library

  beforeAll(async () => {
    await demoBoard(database.db)
    library = await followLibrary(database.db)()
    await database.db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona, started_on) VALUES
      ('A', 'Northwind', 'carla-operations-lead', '2025-01-01'), ('B', 'Silent', NULL, '2025-01-01'), ('C', 'Calm', NULL, '2025-01-01')`
    await database.db.$executeRaw`
      INSERT INTO events (message_id, type, signal, account_id, at, received_at)
      SELECT 'E' || i, 'track', 'ticket-escalated', 'A', timestamptz '2026-11-10T10:00Z', timestamptz '2026-11-10T10:00Z' FROM generate_series(1, 3) i
      UNION ALL SELECT 'N' || i, 'track', 'negative-tone', 'A', timestamptz '2026-11-10T10:00Z', timestamptz '2026-11-10T10:00Z' FROM generate_series(1, 2) i
      UNION ALL SELECT 'P', 'track', 'planner-used', 'C', timestamptz '2026-11-19T10:00Z', timestamptz '2026-11-19T10:00Z'`
  })
  const healthIn = (id: string) =>
    accountHealth(id, library, { db: database.db, zone: 'Europe/Berlin', now: () => NOW })
  const said = async (id: string) => {
    const health = await healthIn(id)
    return health && plainText([accountHealthLine(health, library)])
  }

  test('an account’s health is 100 less what each sign costs that holds, and says which', async () => {
    expect(await healthIn('A')).toMatchObject({ value: 45, of: 6 })
    expect(await said('A')).toContain('Health 45 of 100: Escalations pile up −35 and Annoyed twice −20.')
    expect(await said('C')).toContain('Health 100 of 100: none of 6 signs of trouble holds.')
  })

  test('of whom nothing was heard it can’t be told, and nobody else has one', async () => {
    expect(await said('B')).toBe("Health can't be told: nothing has been heard of them yet.")
    expect(await healthIn('nobody')).toBeUndefined()
    const without = new Map([...library.entries].filter(([key]) => !key.startsWith('scorecard/')))
    const bare = { ...library, entries: without }
    const ctx = { db: database.db, zone: 'Europe/Berlin', now: () => NOW }
    expect(await accountHealth('A', bare, ctx)).toBeUndefined()
  })

  test('it is never below 0, and what isn’t known costs nothing and is named', () => {
    const signs = [60, 60, 10].map((costs, index) => ({
      trigger: `t${index}`,
      costs,
      holds: index < 2 || undefined,
    }))
    expect(healthOf(signs)).toMatchObject({ value: 0, of: 3, unknown: [{ trigger: 't2', costs: 10 }] })
  })
})
