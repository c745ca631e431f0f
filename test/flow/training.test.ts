import { afterAll, beforeAll, expect, test } from 'vitest'
import { planJob } from '#jobs/plan.ts'
import { runOnce } from '#jobs/run-once.ts'
import { trainingOffer } from '#jobs/training-offer.ts'
import { createLog } from '#src/log.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { wireTo } from '#test/support/wire-to.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let now = Temporal.Now.instant()

  beforeAll(async () => {
    company = await startDemoCompany(database.db, { now: () => now })
    await wake('2026-11-02T06:00')
    await database.db.member.updateMany({ data: { createdAt: new Date('2026-11-01T12:00:00Z') } })
    await database.db.member.update({
      where: { handle: 'lea' },
      data: { createdAt: new Date('2025-11-01T12:00:00Z') },
    })
  })
  afterAll(() => company.close())

  async function wake(local: string) {
    now = Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').toInstant()
    const ctx = { ...company.bot.ctx, currency: 'EUR', log: createLog('silent') }
    await planJob(trainingOffer, ctx)
    const worker = { id: '00000000-0000-4000-8000-000000000001', leaseMs: 30_000 }
    const means = { jobs: [trainingOffer], ctx, wire: wireTo(company.sandbox), worker, random: () => 0.5 }
    while (await runOnce(means));
  }

  const direct = async (who: string, limit = 1) => {
    await company.quiet()
    return await company.client.as(who).read('@dramatis', { limit })
  }
  const press = async (who: string, label: string) => {
    await company.client.as(who).click({ in: '@dramatis', label })
    return await direct(who)
  }
  const trainings = (handle: string) => database.db.training.findMany({ where: { member: { handle } } })

  test('whoever is new and speaks with customers is offered it once, by direct message', async () => {
    await wake('2026-11-02T10:01')
    expect(await direct('sam')).toMatch(
      /Welcome, Sam\. Five minutes and 5 questions.*\n {2}\[Start\] \[No, thanks\]/,
    )
    expect(await trainings('ada')).toEqual([])
    expect(await trainings('lea')).toEqual([])
    await wake('2026-11-03T10:01')
    expect(await direct('sam', 10)).not.toMatch(/Welcome, Sam[\s\S]*Welcome, Sam/)
  })

  test('it can be declined, and is then over', async () => {
    expect(await press('noor', 'No, thanks')).toMatch(
      /All right\. If you change your mind: \/persona training/,
    )
    expect(await trainings('noor')).toMatchObject([{ state: 'declined', tour: 'first-week' }])
  })

  test('it begins with how to ask, and goes on one question after the other', async () => {
    expect(await press('sam', 'Start')).toMatch(
      /Try one now, or go straight to the questions:\n {2}\[First question\]/,
    )
    expect(await press('sam', 'First question')).toMatch(/1 of 5\. /)
    expect(await press('sam', 'A')).toMatch(/(✓ Right\.|✗ It is [BC]\.) .*\n {2}From: .*\n {2}2 of 5\. /)
  })

  test('somebody who stopped goes on from anywhere, with the same questions', async () => {
    const before = await direct('sam')
    await company.client.as('sam').command('#sales', '/persona training')
    await company.quiet()
    const again = await company.client.as('sam').read('#sales', { limit: 1 })
    const question = /2 of 5\. .*/.exec(before)?.[0] ?? 'none'
    expect(again).toContain(question)
    await company.client.as('sam').click({ in: '#sales', label: 'B' })
    await company.quiet()
    expect(await company.client.as('sam').read('#sales', { limit: 1 })).toMatch(/3 of 5\. /)
  })

  test('a button of an earlier question answers nothing, and shows where one is', async () => {
    expect(await press('sam', 'A')).toMatch(/^.*\n? *3 of 5\. /m)
    expect(await trainings('sam')).toMatchObject([{ at: 2 }])
  })

  test('what is kept is that it was done, and nothing of the answers', async () => {
    await press('sam', 'A')
    await press('sam', 'A')
    expect(await press('sam', 'A')).toMatch(/That was it: 5 questions\./)
    const [kept] = await trainings('sam')
    expect(kept).toMatchObject({ state: 'done', questions: [] })
    expect(Object.keys(kept ?? {}).toSorted()).toEqual([
      'at',
      'begunAt',
      'endedAt',
      'memberId',
      'offeredAt',
      'questions',
      'state',
      'tour',
    ])
    await company.client.as('mina').command('#persona-board', '/persona adoption')
    await company.quiet()
    expect(await company.client.as('mina').read('#persona-board', { limit: 1 })).toContain(
      'Training: 1 of 6 who speak with customers did it',
    )
  })

  test('sales is offered another the next quarter, support is not', async () => {
    await wake('2027-01-04T10:01')
    expect(await direct('sam')).toMatch(/Fresh for the quarter, Sam\? 5 questions/)
    expect(await trainings('noor')).toHaveLength(1)
    expect(await trainings('sam')).toHaveLength(2)
  })
})
