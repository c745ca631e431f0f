import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimAbandoned } from '#src/requests/store.ts'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

/** A rush in which a request waits longer for its turn than one process may work on it. */
onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let slow: Bot
  let now = Temporal.Now.instant()
  const held = Promise.withResolvers<void>()

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    await company.bot.stop()
    slow = await startBot(database.db, company.sandbox, {
      now: () => now,
      wire: (wire) => ({
        ...wire,
        fetch: async (...asked) => {
          await held.promise
          return await fetch(...asked)
        },
      }),
    })
  })
  afterAll(async () => {
    held.resolve()
    await slow.stop()
    await company.close()
  })

  test('whoever has a request in hand keeps it; whoever does not is relieved of it', async () => {
    const sam = company.client.as('sam')
    await sam.command('#sales', '/persona carla')
    await expect.poll(() => database.db.request.count({ where: { finishedAt: null } })).toBe(1)
    now = now.add({ minutes: 1 })
    await slow.service.keepInHand()
    expect(await claimAbandoned(database.db, now)).toEqual([])
    expect(await claimAbandoned(database.db, now.add({ minutes: 1 }))).toHaveLength(1)
    held.resolve()
    await slow.service.idle()
    await company.client.quiet()
    expect(await sam.messages('#sales')).toEqual([
      expect.objectContaining({ plain: expect.stringContaining('Carla · Operations Lead') }),
    ])
  })
})
