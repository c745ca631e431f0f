import { expect, test } from 'vitest'
import { MIGRATIONS, readMigrations } from '#src/db/migrations.ts'
import { pointingsSince } from '#src/questions/learned-store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('what owners pointed to before is learned, and nothing else is', async () => {
    const { db } = database
    await db.$executeRawUnsafe('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    for (const { name, sql } of await readMigrations(MIGRATIONS)) {
      if (name.endsWith('learned_questions')) await fillIn()
      await db.$executeRawUnsafe(sql)
    }
    expect(await pointingsSince(db, -1n)).toMatchObject([
      { text: 'pointed', entry: 'persona/ollie', at: Temporal.Instant.from('2026-11-20T09:00:00Z') },
    ])
  })

  async function fillIn() {
    const answered = `'2026-11-20T09:00:00Z'`
    const rows = [
      ['pointed', `'We do'`, answered, '["persona/ollie"]'],
      ['answered alone', `'We do'`, answered, '[]'],
      ['not ours', 'NULL', answered, '["persona/ollie"]'],
      ['open', 'NULL', 'NULL', '["persona/ollie"]'],
    ]
    for (const [text, answer, at, nearest] of rows)
      await database.db.$executeRawUnsafe(`
        INSERT INTO open_questions (id, text, normal, asked_at, answer, answered_at, nearest)
        VALUES (gen_random_uuid(), '${text}', '${text}', now(), ${answer}, ${at}, '${nearest}')`)
  }
})
