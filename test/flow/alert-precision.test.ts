import { afterAll, beforeAll, expect, test } from 'vitest'
import { JOBS } from '#jobs/index.ts'
import { answerAlert } from '#src/triggers/answer-store.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { sweepAll, writeAccount, writeEvents } from '#test/support/happened.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    const jobs = JOBS.filter(({ name }) => ['trigger-sweep', 'owner-digest'].includes(name))
    clockwork = await startClockwork(database.db, jobs)
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const direct = async (who: string) =>
    (await clockwork.client.as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const escalate = async (count: number, persona: string) => {
    const at = (hours: number) => clockwork.means.ctx.now().subtract({ hours })
    for (let number = 0; number < count; number += 1) {
      const id = `${persona}-${number}`
      await writeAccount(database.db, { id, name: `Account ${id}`, persona, owner: 'jonas' })
      await writeEvents(
        database.db,
        [40, 20, 2].map((hours) => ({ account: id, signal: 'ticket-escalated', at: at(hours) })),
      )
    }
  }
  const answer = async (id: string, persona: string | null) => {
    const useful = persona === 'carla-operations-lead'
    const given = useful ? { answer: 'done' as const } : { answer: 'dismiss' as const, reason: 'we knew' }
    await answerAlert(database.db, id, { ...given, by: 'jonas' }, clockwork.means.ctx.now())
  }

  test('the owner of a trigger reads on Monday how often it was worth it', async () => {
    await escalate(5, 'carla-operations-lead')
    await escalate(15, 'finn-finance-lead')
    await sweepAll(clockwork.means.ctx)
    const [last, ...others] = await database.db.alert.findMany({ orderBy: { accountId: 'desc' } })
    for (const { id, persona } of others) await answer(id, persona)
    expect(last).toMatchObject({ state: 'breached' })
    clockwork.setTime('2026-10-26T08:01')
    await clockwork.wake()
    expect((await direct('lea')).join('\n')).toMatch(
      /What people say of your triggers:.*Escalations pile up: useful 5 of 19 times, fired 20 times/s,
    )
  })

  test('with the twentieth answer its change is drafted for its owner, once, out of who found it useful', async () => {
    const jonas = clockwork.client.as('jonas')
    const settled = async () => {
      await clockwork.client.quiet()
      await bot.service.idle()
    }
    // In his own weekly message, where the one that is left waits for him.
    await jonas.click({ in: '@Dramatis', label: 'Not useful' })
    await settled()
    await jonas.submit({ why: 'known' })
    await settled()
    const told = (await direct('lea')).join('\n')
    expect(told).toMatch(
      /Escalations pile up was useful 5 of 20 times, which is too few\. It was 5 of 5 times for Carla: it is to fire there alone\./,
    )
    expect(told).toMatch(/A draft of yours:.*\[Send to the board\]/s)
    expect(await database.db.proposal.findMany()).toMatchObject([
      { state: 'draft', source: 'trigger-precision/escalations-pile-up/1' },
    ])
  })
})
