import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepVerdict } from '#src/feedback/store.ts'
import { raiseFlag } from '#src/flags/settle-flag.ts'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, type TestDatabase, testDatabase } from '#test/support/database.ts'

/** What died is taken up by the next process, some seconds later. */
const PATIENT = { timeout: 15_000 }

onEngine('PGlite', (engine) => {
  let database: TestDatabase
  let company: DemoCompany
  let second: Bot | undefined

  beforeEach(async () => {
    database = await testDatabase(engine)
    company = await startDemoCompany(database.db)
  })
  afterEach(async () => {
    await second?.stop()
    second = undefined
    await company.close()
    await database.close()
  })

  const as = (who: string) => company.client.as(who)

  async function restart(): Promise<void> {
    await company.client.noFaults()
    await company.bot.stop()
    const now = () => Temporal.Now.instant().add({ minutes: 2 })
    second = await startBot(database.db, company.sandbox, { now, resuming: true })
  }

  const failing = () =>
    company.client.faults({ kind: 'error', method: 'chat.postMessage', times: 60, error: 'fatal_error' })

  test('Home shows an owner what others ask and find, and how it went', async () => {
    const at = Temporal.Now.instant()
    const sam = await database.db.member.findUniqueOrThrow({ where: { handle: 'sam' } })
    const about = { kind: 'objection', slug: 'too-expensive', version: 1 }
    for (const [index, worked] of [true, false, false].entries())
      await keepVerdict(
        database.db,
        {
          ...about,
          answerId: `00000000-0000-4000-8000-00000000000${index}`,
          persona: 'finn-finance-lead',
          function: 'sales',
          worked,
        },
        at,
      )
    await raiseFlag(
      database.db,
      { ...about, source: 'test', text: 'They say it later', link: undefined },
      sam,
      at,
    )
    const jonas = as('jonas')
    await jonas.openHome()
    await company.quiet()
    const home = await jonas.readHome()
    expect(home).toMatch(/things? needs? you, Jonas\./)
    expect(home).toMatch(/Too expensive doesn't fit any more: They say it later\n\[Settle\]/)
    expect(home).toMatch(/How it went\n• Too expensive worked 1 of 3 times for Finn\./)
    await jonas.click({ home: true, label: 'Settle' })
    await company.quiet()
    await jonas.submit({ as: 'not-ours', words: 'That was another product' })
    await company.quiet()
    expect(await jonas.readHome()).not.toContain("doesn't fit any more")
  })

  test('an answer whose process died before anybody was told is told after the restart, once', async () => {
    await as('sam').command('#sales', '/persona what does carla think of quantum zebras?')
    await company.quiet()
    await as('mina').click({ in: '@dramatis', label: 'Answer' })
    await company.quiet()
    await failing()
    await as('mina').submit({ answer: 'Nothing at all' })
    await company.quiet()
    expect(await as('sam').messages('@dramatis')).toEqual([])
    await restart()
    const told = async () =>
      (await as('sam').messages('@dramatis')).filter(({ plain }) => plain.includes('Nothing at all'))
    await expect.poll(async () => (await told()).length, PATIENT).toBe(1)
    await expect.poll(() => as('mina').read('@dramatis'), PATIENT).toMatch(/1 person has your answer/)
    expect(await as('mina').read('@dramatis')).toMatch(/Nothing waits for you, Mina\./)
    expect(await told()).toHaveLength(1)
    expect(await database.db.auditRecord.count({ where: { action: 'question answered' } })).toBe(1)
  })

  test('a quote whose process died before its thanks is one note after the restart', async () => {
    await as('sam').command('#sales', '/persona heard Carla: nobody reads it')
    await company.quiet()
    await failing()
    await as('sam').submit({})
    await company.quiet()
    await restart()
    await expect.poll(() => as('sam').read('@dramatis'), PATIENT).toMatch(/1st voice from Carla/)
    await expect.poll(() => as('mina').read('@dramatis'), PATIENT).toMatch(/1 new voice this week, on Carla/)
    expect(await database.db.evidence.count({ where: { method: 'field-note' } })).toBe(1)
    expect(await as('sam').messages('@dramatis')).toHaveLength(1)
  })
})
