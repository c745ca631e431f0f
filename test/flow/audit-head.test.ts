import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditHead } from '#jobs/audit-head.ts'
import { verifyAudit } from '#src/audit/verify.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [auditHead])
    await clockwork.wake()
  })
  afterAll(() => clockwork.sandbox.close())

  const direct = async (who: string) =>
    (await clockwork.client.as(who).messages('@Dramatis')).map(({ plain }) => plain)

  test('the sponsor gets the head of the trail once a month, and with it a cut end shows', async () => {
    clockwork.setTime('2026-12-01T09:31')
    await clockwork.wake()
    await clockwork.wake()
    const told = (await direct('vera')).filter((text) => text.includes('The audit trail has'))
    expect(told).toHaveLength(1)
    expect(await direct('sam')).toEqual([])
    const [, hash = '', rows = ''] = /Its head: .?(\w{64}):(\d+)/.exec(told[0] ?? '') ?? []
    const anchor = { hash, rows: Number(rows) }
    expect(await verifyAudit(database.db, anchor)).toMatchObject({ against: 'held' })
    const { db } = database
    await db.$executeRaw`ALTER TABLE audit DISABLE TRIGGER USER`
    await db.$executeRaw`DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)`
    await db.$executeRaw`ALTER TABLE audit ENABLE TRIGGER USER`
    expect(await verifyAudit(db)).not.toHaveProperty('brokenAt')
    expect(await verifyAudit(db, anchor)).toMatchObject({ against: 'cut' })
  })
})
