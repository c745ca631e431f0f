import { afterAll, beforeAll, expect, test } from 'vitest'
import { microPersonas } from '#jobs/micro-personas.ts'
import { openFindings } from '#src/findings/store.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const CARLA = 'carla-operations-lead'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  /** 260 customers like Carla, of whom so many are active on 3 to 6 days instead of 16 to 21, and ask four times as much. */
  async function write(different: number): Promise<void> {
    await database.db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona) SELECT 'A' || i, 'Account ' || i, ${CARLA}
      FROM generate_series(1, 260) i ON CONFLICT DO NOTHING`
    await database.db.$executeRaw`DELETE FROM account_months`
    await database.db.$executeRaw`
      INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_end, tickets, active_days)
      SELECT 'A' || i, month, ${CARLA}, 100 + i * 37 % 300, 100 + i * 37 % 300,
        CASE WHEN i <= ${different}::int THEN 7 + i * 11 % 4 ELSE 1 + i * 11 % 3 END,
        CASE WHEN i <= ${different}::int THEN 3 + i * 7 % 4 ELSE 16 + i * 7 % 6 END
      FROM generate_series(1, 260) i,
        generate_series(date '2026-06-01', date '2026-10-01', interval '1 month') month`
  }

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [microPersonas])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    await clockwork.wake()
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const mina = () => clockwork.client.as('mina')
  const told = async () => (await mina().messages('@Dramatis')).map(({ plain }) => plain)
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }

  test('a group that does something else is told to the owner of its persona, once', async () => {
    await write(60)
    await wakeAt('2026-11-09T10:01')
    expect(await told()).toEqual([
      expect.stringMatching(
        /60 of 260 customers like Carla do something else: they use it far less and ask far more\./,
      ),
    ])
    expect((await told())[0]).toMatch(/4\.5 active days a month \(the others 18\)/)
    expect(await openFindings(database.db)).toMatchObject([
      { kind: 'emerging', persona: CARLA, reader: 'mina', facts: { n: 60, of: 260, among: 'persona' } },
    ])
  })

  test('its owner keeps a draft of a hypothesis, and nothing is a persona by itself', async () => {
    const before = await database.db.entry.count({ where: { kind: 'persona' } })
    await mina().click({ in: '@Dramatis', label: 'Draft a change' })
    await clockwork.client.quiet()
    await bot.service.idle()
    const [draft] = await database.db.proposal.findMany({ include: { parts: true } })
    expect(draft).toMatchObject({ state: 'draft', parts: [{ kind: 'persona', baseVersion: 0 }] })
    expect(draft?.parts[0]?.slug).toBe(`${CARLA}-group-2026-10`)
    expect(JSON.stringify(draft?.parts[0]?.changes)).toContain('hypothesis')
    expect(await database.db.entry.count({ where: { kind: 'persona' } })).toBe(before)
  })

  test('while it is so it is not told again, and it is over once they do the same', async () => {
    await wakeAt('2026-12-08T10:01')
    expect(await told()).toHaveLength(2)
    await write(0)
    await wakeAt('2027-01-12T10:01')
    expect(await openFindings(database.db)).toEqual([])
  })
})
