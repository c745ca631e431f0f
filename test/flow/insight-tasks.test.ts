import { afterAll, beforeAll, expect, test } from 'vitest'
import { runByHand } from '#jobs/by-hand.ts'
import { insightReminder } from '#jobs/insight-reminder.ts'
import { taskFollowUp } from '#jobs/task-follow-up.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const LIST = 'insight-reminder/2026-Q4/board'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [insightReminder, taskFollowUp])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const { id } = await database.db.member.findUniqueOrThrow({ where: { handle: 'mina' } })
    const asked = { times: 2, nearest: [], ownerId: id, askedAt: new Date('2026-12-01T09:00:00Z') }
    await database.db.openQuestion.create({ data: { ...asked, text: 'Who signs?', normal: 'who signs' } })
    const flag = { source: 'r1', kind: 'persona', slug: 'carla-operations-lead', version: 1 }
    const raisedAt = new Date('2026-12-02T09:00:00Z')
    await database.db.flag.create({ data: { ...flag, text: 'She signed without a pilot', raisedAt } })
    await database.db.$executeRaw`UPDATE entries SET verified_at = '2027-01-02' WHERE slug <> 'too-expensive'`
    await clockwork.wake()
    clockwork.setTime('2027-01-08T09:01')
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const card = async () =>
    (await clockwork.board()).filter(({ plain }) => plain.includes('Q4 2026:')).map(({ plain }) => plain)
  async function inThread(name: string) {
    const [reminder] = (await clockwork.board()).filter(({ plain }) => plain.includes('Q4 2026:'))
    return (await clockwork.board(reminder?.ts)).filter(({ plain }) =>
      new RegExp(`\\n *${name}: `).test(plain),
    )
  }
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const settled = async () => {
    await clockwork.client.quiet({ forMs: 50 })
    await bot.service.idle()
    await clockwork.client.quiet({ forMs: 50 })
  }
  async function click(who: string, label: string, owner: string, nth = 1) {
    const [list] = await inThread(owner)
    const thread = list?.thread ?? ''
    await as(who).click({ in: '#persona-board', thread, ts: list?.ts ?? '', label, nth })
    await settled()
  }

  test('says in the channel who owes what, and gives each a list with buttons in the thread', async () => {
    const [said, ...more] = await card()
    expect(more).toEqual([])
    expect(said).toMatch(/Q4 2026: \d+ things to do for \d+ people by 26 Feb 2027\./)
    expect(said).toContain('Ines Caldeira: look at the weights and audit the incentives')
    const [ines] = await inThread('Ines Caldeira')
    expect(ines?.plain).toContain('Ines Caldeira: 2 things to do by 26 Feb 2027.')
    expect((await inThread('Mina Albrecht'))[0]?.plain).toContain('“Who signs?” asked 2 times')
  })

  test('somebody else is told whose it is; that is recorded, and nothing changes', async () => {
    await click('jonas', 'Done', 'Ines Caldeira')
    const [list] = await inThread('Ines Caldeira')
    const thread = list?.thread ?? ''
    const seen = [
      ...(await as('jonas').messages('#persona-board', { thread })),
      ...(await as('jonas').messages('#persona-board')),
    ]
    const told = seen.filter(({ onlyVisibleToYou }) => onlyVisibleToYou)
    expect(told.map(({ plain }) => plain)).toEqual([expect.stringContaining("This one is Ines Caldeira's.")])
    expect(await database.db.auditRecord.count({ where: { action: 'refused' } })).toBe(1)
    expect(await database.db.tick.count()).toBe(0)
  })

  test('the one named closes a task once, however often it is pressed; channel and list show it', async () => {
    const before = (await card())[0]
    await clockwork.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await click('ines', 'Done', 'Ines Caldeira')
    const again = { action: 'task-done', value: { list: LIST, task: 'weights/ines' } }
    await pressUnshown('ines', again, bot.ctx)
    expect(await pressUnshown('mina', again, bot.ctx)).toContain('This is closed already')
    const [ines] = await inThread('Ines Caldeira')
    expect(ines?.plain).toContain(
      '✓ Are the weights of the composite KPIs still right: Ines Caldeira, 8 Jan 2027',
    )
    expect((await card())[0]).not.toBe(before)
    expect((await card())[0]).toContain('Ines Caldeira: audit the incentives')
    expect(await database.db.tick.count({ where: { list: LIST } })).toBe(1)
    expect(await database.db.auditRecord.count({ where: { action: 'task done' } })).toBe(1)
  })

  test('declining takes a reason, which the thread shows', async () => {
    const about = { list: LIST, task: 'incentives/ines' }
    expect(await pressUnshown('ines', { action: 'task-decline', value: about }, bot.ctx)).toBe('[modal]')
    await click('ines', 'Decline …', 'Ines Caldeira')
    await as('ines').submit({ reason: 'Sales pay is *frozen* until <!channel> July.' })
    await settled()
    const [ines] = await inThread('Ines Caldeira')
    expect(ines?.plain).toContain('all 2 things are seen to.')
    expect(ines?.plain).toContain('declined on 8 Jan 2027. “Sales pay is *frozen* until <!channel> July.”')
  })

  test('what is done by its own button is seen to on the list', async () => {
    await click('mina', 'Answer', 'Mina Albrecht')
    await as('mina').submit({ answer: 'Finance does.' })
    await settled()
    expect((await inThread('Mina Albrecht'))[0]?.plain).toContain('✓ Answer 1 question')
  })

  test('a week later those with something open are reminded, each alone and once; who is done is not', async () => {
    clockwork.setTime('2027-01-13T09:01')
    await clockwork.wake()
    expect((await direct('mina')).filter((text) => text.includes('still with you'))).toEqual([])
    clockwork.setTime('2027-01-20T09:01')
    await clockwork.wake()
    await clockwork.wake()
    const mina = (await direct('mina')).filter((text) => text.includes('still with you'))
    expect(mina).toEqual([
      expect.stringMatching(/Mina, \d+ things? (is|are) still with you: due by 26 Feb 2027\./),
    ])
    expect((await direct('ines')).filter((text) => text.includes('still with you'))).toEqual([])
  })

  test('a task closed in the direct message is closed everywhere, also after a restart', async () => {
    await bot.stop()
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await as('mina').click({ in: '@Dramatis', label: 'Done', nth: 2 })
    await settled()
    expect((await direct('mina')).join('\n')).toMatch(/✓ .*: Mina Albrecht, 20 Jan 2027/)
    expect((await inThread('Mina Albrecht'))[0]?.plain).toMatch(/✓ .*: Mina Albrecht, 20 Jan 2027/)
  })

  test('a run by hand brings the list up to date and keeps what was said', async () => {
    const before = (await inThread('Ines Caldeira'))[0]?.plain
    await runByHand(insightReminder, clockwork.means.ctx.now(), clockwork.means)
    expect((await inThread('Ines Caldeira'))[0]?.plain).toBe(before)
    expect(await card()).toHaveLength(1)
  })

  test('a list that is being done anew, or failed at that, is still the one that counts', async () => {
    const run = { job: 'insight-reminder', period: '2026-Q4', scope: 'board' }
    await database.db.jobRun.updateMany({ where: run, data: { state: 'failed', step: 'computed' } })
    const again = { action: 'task-done', value: { list: LIST, task: 'weights/ines' } }
    expect(await pressUnshown('mina', again, bot.ctx)).toContain('This is closed already')
    await database.db.jobRun.updateMany({ where: run, data: { state: 'posted', step: 'posted' } })
  })

  test('the next quarter takes over what is open and says since when; the old buttons say so', async () => {
    clockwork.setTime('2027-04-07T09:01')
    await clockwork.wake()
    const [reminder] = (await clockwork.board()).filter(({ plain }) => plain.includes('Q1 2027:'))
    const thread = (await clockwork.board(reminder?.ts)).map(({ plain }) => plain).join('\n')
    expect(thread).toContain('Settle 1 flag (open since Q4 2026):')
    const old = { action: 'task-done', value: { list: LIST, task: 'research/jonas' } }
    expect(await pressUnshown('mina', old, bot.ctx)).toContain('A newer list has taken over')
  })
})
