import { expect, test } from 'vitest'
import { bindTeam } from '#src/installation/store.ts'
import { readSetting, writeSetting } from '#src/settings/store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('the first team binds the database, and what a rehearsal left is forgotten', async () => {
    const { db } = database
    const at = Temporal.Instant.from('2026-11-20T09:00:00Z')
    await writeSetting(db, 'board-channel', 'CREHEARSAL', { by: 'environment', at })
    await db.post.create({ data: { key: 'keep/1', channel: 'D1', digest: 'x' } })
    expect(await bindTeam(db, 'T1')).toBe('T1')
    expect(await readSetting(db, 'board-channel')).toBeUndefined()
    expect(await db.post.count()).toBe(0)
  })

  test('a second team is told the first, and nothing is forgotten any more', async () => {
    const { db } = database
    await db.post.create({ data: { key: 'keep/2', channel: 'D1', digest: 'x' } })
    expect(await bindTeam(db, 'T2')).toBe('T1')
    expect(await db.post.count()).toBe(1)
  })
})
