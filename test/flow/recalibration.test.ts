import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { scorecardRecalibration } from '#jobs/recalibration.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const changed = z.object({ field: z.string(), before: z.array(z.unknown()), after: z.array(z.unknown()) })

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [scorecardRecalibration])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    const first = Temporal.PlainDate.from('2026-01-01')
    for (let ago = 0; ago < 12; ago += 1)
      await writeMonth(database.db, first.add({ months: ago }).toString(), {
        'carla-operations-lead': { n: 60, kept: 55 + (ago % 3), supportEach: 10 + (ago % 4) },
      })
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const lea = () => clockwork.client.as('lea')
  const told = async () => (await lea().messages('@Dramatis')).map(({ plain }) => plain)

  test('a scorecard of which most has been silent is told to its owner once, with what the months would have been', async () => {
    clockwork.setTime('2027-01-11T10:01')
    await clockwork.wake()
    await clockwork.wake()
    const cards = (await told()).filter((each) =>
      each.includes('Support scorecard: other weights fit better'),
    )
    expect(cards).toHaveLength(1)
    expect(cards[0]).toContain('CSAT 30 → 0, First contact resolution 20 → 0, Support cost 20 → 100')
    expect(cards[0]).toContain('CSAT has had no number of any persona for three periods.')
    expect(cards[0]).toMatch(
      /Carla: September none → \d\d, October none → \d\d, November none → \d\d, December none → \d\d/,
    )
    expect(cards[0]).toContain('They would hold from 1 Feb 2027 on')
  })

  test('its owner drafts the weights with a click: one more set, and the months before keep theirs', async () => {
    await lea().click({ in: '@Dramatis', label: 'Draft these weights' })
    await clockwork.client.quiet()
    await bot.service.idle()
    const [draft] = await database.db.proposal.findMany({ include: { parts: true } })
    expect(draft).toMatchObject({ state: 'draft', parts: [{ kind: 'scorecard' }] })
    const [change] = z.array(changed).parse(draft?.parts[0]?.changes)
    expect(change).toMatchObject({
      field: 'weights',
      after: [{ from: '2024-10-01' }, { from: '2027-02-01' }],
    })
    expect(change?.after[0]).toEqual(change?.before[0])
    expect(draft?.rationale).toContain(
      'By these weights the last months would have been, Carla: September none → ',
    )
    expect((await told()).join('\n')).toMatch(/from 1 Feb 2027: CSAT 0, .*Support cost 100/)
  })
})
