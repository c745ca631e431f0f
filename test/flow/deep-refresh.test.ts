import { expect, test } from 'vitest'
import { deepRefresh } from '#jobs/deep-refresh.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { taskFollowUp } from '#jobs/task-follow-up.ts'
import { useClockCompany } from '#test/support/clock-company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const company = useClockCompany(database, [deepRefresh, taskFollowUp])
  const { as, quiet, wakeAt } = company
  const card = async () =>
    (await company.clockwork.board()).filter(({ plain }) => plain.includes('Deep refresh, '))
  async function listOf(name: string) {
    const [post] = await card()
    return (await company.clockwork.board(post?.ts)).find(({ plain }) =>
      new RegExp(`\\n *${name}: `).test(plain),
    )
  }
  async function choose(values: Record<string, string>) {
    await as('mina').openHome()
    await quiet()
    await as('mina').click({ home: true, label: 'Deep refresh' })
    await quiet()
    await as('mina').submit(values)
    await quiet()
  }

  test('it is off until whoever owns the personas turns it on; somebody else is told who may', async () => {
    const { ctx } = company.clockwork.means
    await wakeAt('2026-11-13T10:01')
    expect(await card()).toEqual([])
    const values = { month: '1', interviews: '10' }
    const told = /Whoever owns the personas, or an admin, turns the deep refresh on/
    expect(await pressUnshown('sam', { action: 'deep-refresh', value: {} }, ctx)).toMatch(told)
    expect(await pressUnshown('sam', { modal: 'deep-refresh', about: {}, values }, ctx)).toMatch(told)
    expect(await database.db.setting.count({ where: { key: 'deep-refresh' } })).toBe(0)
    await as('sam').openHome()
    await quiet()
    expect(await as('sam').readHome()).not.toContain('deep refresh')
  })

  test('once on, it comes in its month, once, and says who does how many interviews by when', async () => {
    await choose({ month: '1', interviews: '20' })
    expect(await as('mina').readHome()).toContain('The deep refresh comes every January.')
    await wakeAt('2026-12-14T10:01')
    expect(await card()).toEqual([])
    await wakeAt('2027-01-14T10:01')
    await wakeAt('2027-01-15T10:01')
    const [post, ...more] = await card()
    expect(more).toEqual([])
    expect(post?.plain).toMatch(
      /Deep refresh, January 2027: \d+ interviews? to do for 1 person by 31 Mar 2027\..*Mina Albrecht: \d+ interviews about Ravi/s,
    )
    expect(
      (await company.clockwork.board(post?.ts)).some(({ plain }) => plain.includes('almost give up')),
    ).toBe(true)
    expect((await listOf('Mina Albrecht'))?.plain).toMatch(/Ravi, \d+: .*of the last year\./)
  })

  test('who has something open is reminded alone, and a click there closes it everywhere', async () => {
    await wakeAt('2027-01-27T09:01')
    const [told] = (await as('mina').messages('@Dramatis')).filter(({ plain }) =>
      plain.includes('still with you'),
    )
    expect(told?.plain).toContain('Mina, 1 thing is still with you: due by 31 Mar 2027.')
    expect(told?.plain).toContain("From the deep refresh of January 2027 in the board's channel.")
    await as('mina').click({ in: '@Dramatis', ts: told?.ts ?? '', label: 'Done' })
    await quiet()
    expect((await card())[0]?.plain).toContain('Deep refresh, January 2027: everything is seen to.')
    expect((await listOf('Mina Albrecht'))?.plain).toContain('the one thing is seen to')
    const direct = (await as('mina').messages('@Dramatis')).map(({ plain }) => plain)
    expect(direct.some((text) => text.includes('All of it is seen to, Mina.'))).toBe(true)
  })

  test('turned off, it comes no more', async () => {
    await choose({ month: 'off', interviews: '10' })
    expect(await as('mina').readHome()).toContain('The yearly deep refresh is off.')
    const at = Temporal.ZonedDateTime.from('2028-01-14T10:00[Europe/Berlin]').toInstant()
    expect(await dryRun(deepRefresh, at, company.clockwork.means.ctx)).toContain('nobody has turned it on')
  })
})
