import { beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#prisma/seed-demo.ts'
import { connectDatabase } from '#src/db/connect.ts'
import { verifyEntries } from '#src/freshness/verify.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const carla = { kind: 'persona', slug: 'carla-operations-lead', version: 1 }
  const idOf = async (handle: string) =>
    (await database.db.member.findUniqueOrThrow({ where: { handle } })).id
  const records = () =>
    database.db.auditRecord.findMany({ where: { action: 'entry verified' }, orderBy: { sequence: 'asc' } })

  beforeAll(async () => {
    await seedDemo(database.db, NOW, 'Europe/Berlin')
  })

  test('a confirmation holds on every replica from the next question on, and is in the audit trail', async () => {
    const other = connectDatabase(database.url, { poolSize: 2 })
    try {
      const readLibrary = followLibrary(other.db)
      await readLibrary()
      const [verified] = await verifyEntries(database.db, [carla], await idOf('mina'), NOW)
      expect(verified).toMatchObject({ outcome: 'verified', entry: { verifiedAt: NOW } })
      const entry = (await readLibrary()).entries.get('persona/carla-operations-lead')
      expect(entry?.verifiedAt).toEqual(NOW)
      expect(entry?.version).toBe(1)
      expect(await records()).toMatchObject([
        { actor: 'mina', subject: 'persona/carla-operations-lead', payload: { version: 1 } },
      ])
    } finally {
      await other.close()
    }
  })

  test('the same confirmation twice is recorded once, and an older one takes nothing back', async () => {
    const mina = await idOf('mina')
    await verifyEntries(database.db, [carla], mina, NOW)
    const [late] = await verifyEntries(database.db, [carla], mina, NOW.subtract({ hours: 1 }))
    expect(late).toMatchObject({ outcome: 'verified', entry: { verifiedAt: NOW } })
    expect(await records()).toHaveLength(1)
  })

  test('what changed since it was seen is not confirmed, and neither is what is somebody else’s or gone', async () => {
    const at = NOW.add({ hours: 1 })
    const [changed, gone] = await verifyEntries(
      database.db,
      [
        { ...carla, version: 7 },
        { ...carla, slug: 'nobody' },
      ],
      await idOf('mina'),
      at,
    )
    expect([changed?.outcome, gone?.outcome]).toEqual(['changed', 'gone'])
    const [others] = await verifyEntries(database.db, [carla], await idOf('sam'), at)
    expect(others).toMatchObject({ outcome: 'not yours', verifier: { handle: 'jonas' } })
    const [stranger] = await verifyEntries(database.db, [carla], undefined, at)
    expect(stranger?.outcome).toBe('not yours')
    expect(await records()).toHaveLength(1)
  })

  test('many are confirmed in one go', async () => {
    const all = await database.db.entry.findMany({ select: { kind: true, slug: true, version: true } })
    const at = NOW.add({ hours: 2 })
    const verified = await verifyEntries(database.db, all, await idOf('mina'), at)
    expect(new Set(verified.map(({ outcome }) => outcome))).toEqual(new Set(['verified']))
    const later = await database.db.entry.findMany({
      where: { verifiedAt: { lt: new Date(at.epochMilliseconds) } },
    })
    expect(later).toEqual([])
  })
})
