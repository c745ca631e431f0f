import { expect, test } from 'vitest'
import { knowTables } from '#src/db/planner-statistics.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const known = async () => {
    const [table] = await database.db.$queryRaw<{ rows: number }[]>`
      SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'spend'::regclass`
    return table?.rows
  }
  const spend = async (rows: number) => {
    await database.db.$executeRaw`
      INSERT INTO spend (campaign, month, amount)
      SELECT 'c' || i, '2026-10-01', 1 FROM generate_series(1, ${rows}::int) i`
    await knowTables(database.db)
  }

  test('a table that was emptied is not believed to be empty, and one that grew to twice its size is known again', async () => {
    await database.db.$executeRaw`
      INSERT INTO spend (campaign, month, amount) SELECT 'c' || i, '2026-10-01', 1 FROM generate_series(1, 500) i`
    await database.db.spend.deleteMany()
    await knowTables(database.db)
    expect(await known()).toBe(-1)
    await spend(600)
    expect(await known()).toBe(600)
    await database.db.spend.deleteMany()
    await spend(5000)
    expect(await known()).toBe(5000)
  })
})
