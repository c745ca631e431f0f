import { expect, test } from 'vitest'
import { freshnessNotice } from '#jobs/freshness-notice.ts'
import { ownerDigest } from '#jobs/owner-digest.ts'
import { enterLeave } from '#src/members/enter-leave.ts'
import { useClockCompany } from '#test/support/clock-company.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  const company = useClockCompany(database, [ownerDigest, freshnessNotice])
  const { as, quiet } = company
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const departures = async () => (await direct('mina')).filter((text) => text.includes('no longer in Slack'))
  const memberOf = (handle: string) => database.db.member.findUniqueOrThrow({ where: { handle } })
  const entries = (handle: string) =>
    database.db.entry.findMany({
      where: { OR: [{ owner: { handle } }, { verifier: { handle } }], status: { not: 'retired' } },
      include: { owner: true, verifier: true, versions: { orderBy: { version: 'asc' } } },
    })
  const userOf = async (handle: string) =>
    (await company.clockwork.client.workspace()).people.find((person) => person.handle === handle)

  test('what somebody answered for goes to their deputies and the persona owner, who reads it once', async () => {
    const theirs = await entries('jonas')
    expect(theirs.length).toBeGreaterThan(5)
    await company.clockwork.client.leave('jonas')
    await quiet()
    expect((await memberOf('jonas')).leftAt).not.toBeNull()
    expect(await entries('jonas')).toEqual([])
    const [first] = theirs
    const now = await database.db.entry.findUniqueOrThrow({
      where: { id: first?.id ?? '' },
      include: { owner: true, verifier: true, versions: { orderBy: { version: 'desc' } } },
    })
    expect(now.version).toBe((first?.version ?? 0) + 1)
    expect(now.versions[0]?.reason).toMatch(/^Jonas Feldt left; .* takes? over$/)
    expect(now.verifiedAt).toEqual(first?.verifiedAt)
    expect(await departures()).toEqual([
      expect.stringMatching(/Jonas Feldt is no longer in Slack\. \d+ entr(y|ies) came to you.*\[Show /s),
    ])
    expect((await departures())[0]).toContain(
      'Sales has no voice on the board now: /persona board adds somebody.',
    )
    const record = await database.db.auditRecord.findFirstOrThrow({ where: { action: 'member left' } })
    expect(record).toMatchObject({ subject: 'member/jonas', payload: { told: 'mina' } })
  })

  test('the same news again changes nothing and says nothing', async () => {
    const user = await userOf('jonas')
    await company.clockwork.client.event({
      type: 'user_change',
      user: { id: user?.id ?? '', deleted: true, profile: { email: 'jonas@ferrybell.example' } },
    })
    await quiet()
    expect(await departures()).toHaveLength(1)
    expect(await database.db.auditRecord.count({ where: { action: 'member left' } })).toBe(1)
  })

  test('who left gets neither digest nor notice', async () => {
    company.clockwork.setTime('2026-11-09T08:31')
    await company.clockwork.wake()
    company.clockwork.setTime('2026-11-10T08:31')
    await company.clockwork.wake()
    const scopes = await database.db.jobRun.findMany({ select: { scope: true } })
    expect(scopes.map(({ scope }) => scope)).toContain('mina')
    expect(scopes.map(({ scope }) => scope)).not.toContain('jonas')
  })

  test('that somebody left is noticed within a day where Slack never said so', async () => {
    const lea = [...company.clockwork.sandbox.workspace.people.values()].find(
      ({ handle }) => handle === 'lea',
    )
    expect(await entries('lea')).not.toEqual([])
    if (lea) lea.left = true
    company.clockwork.setTime('2026-11-11T08:31')
    await company.clockwork.wake()
    expect((await memberOf('lea')).leftAt).not.toBeNull()
    expect(await entries('lea')).toEqual([])
    company.clockwork.setTime('2026-11-12T08:31')
    await company.clockwork.wake()
    expect(
      (await departures()).filter((text) => text.includes('Lea Brandt is no longer in Slack')),
    ).toHaveLength(1)
  })

  test('somebody who comes back is there again, and nothing is moved back', async () => {
    const user = await userOf('jonas')
    await company.clockwork.client.event({
      type: 'user_change',
      user: { id: user?.id ?? '', deleted: false, profile: { email: 'jonas@ferrybell.example' } },
    })
    await quiet()
    expect((await memberOf('jonas')).leftAt).toBeNull()
    expect(await entries('jonas')).toEqual([])
    expect(await departures()).toHaveLength(2)
  })

  test('a seat goes to the deputy of these days where they are of the same function, and that is reported', async () => {
    const now = company.clockwork.means.ctx.now()
    const today = now.toZonedDateTimeISO('UTC').toPlainDate()
    const [jonas, sam] = [await memberOf('jonas'), await memberOf('sam')]
    expect(sam.roles).not.toContain('board')
    const leave = { from: today, until: today.add({ days: 10 }), by: 'jonas', at: now }
    await enterLeave(database.db, { ...leave, memberId: jonas.id, deputyId: sam.id })
    const profile = { email: 'jonas@ferrybell.example' }
    await company.clockwork.client.event({ type: 'user_change', user: { id: '', deleted: true, profile } })
    await quiet()
    expect((await memberOf('sam')).roles).toContain('board')
    const report = (await departures()).filter((text) => text.includes('Jonas Feldt')).at(-1)
    expect(report).toMatch(/Sam Whitlock/)
    expect(report).not.toContain('has no voice')
    expect(await database.db.auditRecord.count({ where: { subject: 'member/sam' } })).toBeGreaterThan(0)
  })
})
