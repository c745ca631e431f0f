import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { diffAgainstSchema } from '#prisma/schema-diff.ts'
import { migrate, pendingMigrations } from '#src/db/migrate.ts'
import { MIGRATIONS, readMigrations } from '#src/db/migrations.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('the migrations produce exactly what schema.prisma says', async () => {
    expect(await diffAgainstSchema(database.url)).toBeUndefined()
  })

  test('a difference to schema.prisma shows as the SQL that mends it', async () => {
    await database.db.$executeRaw`ALTER TABLE members ADD COLUMN stray text`
    expect(await diffAgainstSchema(database.url)).toContain('DROP COLUMN "stray"')
    await database.db.$executeRaw`ALTER TABLE members DROP COLUMN stray`
  })

  test('each migration has the row that prisma migrate deploy writes', async () => {
    const rows = await database.db.$queryRaw`
      SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at >= started_at AS finished
      FROM _prisma_migrations ORDER BY started_at`
    const migrations = await readMigrations(MIGRATIONS)
    expect(rows).toEqual(
      migrations.map(({ name, sql }) => ({
        migration_name: name,
        checksum: createHash('sha256').update(sql).digest('hex'),
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
        finished: true,
      })),
    )
  })

  test('migrating a migrated database changes nothing', async () => {
    expect(await pendingMigrations(database.url)).toEqual([])
    expect(await migrate(database.url)).toEqual([])
  })
})
