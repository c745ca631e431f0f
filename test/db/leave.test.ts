import { expect, test } from 'vitest'
import { seedDemo } from '#prisma/seed-demo.ts'
import { verifyAudit } from '#src/audit/verify.ts'
import { endLeave, leavesFrom, writeLeave } from '#src/members/leave-store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z')
const day = (text: string) => Temporal.PlainDate.from(text)

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('a leave is kept day by day, replaced by one from the same day, ended, and all of it recorded', async () => {
    const { db } = database
    await seedDemo(db, NOW, 'Europe/Berlin')
    const idOf = async (handle: string) => (await db.member.findUniqueOrThrow({ where: { handle } })).id
    const [memberId, deputyId, other] = [await idOf('jonas'), await idOf('ada'), await idOf('lea')]
    const leave = { memberId, deputyId, by: 'jonas', at: NOW }
    const days = { from: day('2026-12-01'), until: day('2026-12-05') }
    await db.$transaction((tx) => writeLeave(tx, { ...leave, ...days }))
    await db.$transaction((tx) => writeLeave(tx, { ...leave, ...days, deputyId: other }))
    const [kept, ...others] = await leavesFrom(db, day('2026-12-05'))
    expect(others).toEqual([])
    expect({ ...kept, from: kept?.from.toString(), until: kept?.until.toString() }).toMatchObject({
      ...{ memberId, deputyId: other, from: '2026-12-01', until: '2026-12-05' },
    })
    expect(await leavesFrom(db, day('2026-12-06'))).toEqual([])
    const end = { memberId, from: days.from, by: 'mina', at: NOW }
    expect(await db.$transaction((tx) => endLeave(tx, end))).toBe(true)
    expect(await db.$transaction((tx) => endLeave(tx, end))).toBe(false)
    expect(await leavesFrom(db, day('2026-11-20'))).toEqual([])
    const records = await db.auditRecord.findMany({ where: { subject: `member/${memberId}` } })
    expect(records.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'jonas: leave entered',
      'jonas: leave entered',
      'mina: leave ended',
    ])
    expect(await verifyAudit(db)).toHaveProperty('head')
  })
})
