import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDatabase } from '#src/db/connect.ts'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  const started: { bot: Bot; close: () => Promise<void> }[] = []

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(async () => {
    for (const { bot, close } of started) {
      await bot.stop()
      await close()
    }
    await company.close()
  })

  test('of several instances that come round to it at the same moment, one reminds each voter', async () => {
    const sam = company.client.as('sam')
    await sam.command('#sales', '/persona carla')
    await company.quiet()
    await sam.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await sam.submit({ claim: 'claim:l1' })
    await sam.submit({ text: 'Proof from two peers', rationale: '6 of 8 interviews' })
    await company.quiet()
    const { id, deadline } = await database.db.proposal.findFirstOrThrow()
    const now = () => Temporal.Instant.fromEpochMilliseconds(deadline.getTime()).subtract({ hours: 3 })
    const start = async () => {
      const { db, close } = connectDatabase(database.url)
      started.push({ bot: await startBot(db, company.sandbox, { now, resuming: true }), close })
    }
    await Promise.all([start(), start(), start()])
    const sent = () =>
      database.db.post.count({ where: { key: { startsWith: `remind/${id}/` }, ts: { not: null } } })
    await expect.poll(sent, { timeout: 30_000 }).toBe(5)
    for (const { bot } of started) await bot.service.idle()
    await company.quiet()
    for (const who of ['lou', 'jonas', 'ada', 'lea', 'ines']) {
      const asked = (await company.client.as(who).messages('@dramatis')).filter(({ plain }) =>
        plain.includes('Sam asks for your vote'),
      )
      expect(asked).toHaveLength(1)
    }
  })
})
