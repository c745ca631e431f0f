import { afterAll, beforeAll, expect, test } from 'vitest'
import { briefsByFunction } from '#src/briefs/store.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()

  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await quiet()
    return await as(who).read('#sales', { limit: 1 })
  }

  test('a brief is filled as far as it is known, and names what is missing', async () => {
    const section = await ask('lou', 'brief carla new onboarding')
    expect(section).toMatch(
      /new onboarding: persona alignment\n {2}Which persona does this serve, and what evidence do we have that this persona values it\?\n {2}Persona: Carla · Operations Lead — .*\(version 1\)/,
    )
    expect(section).toMatch(/Evidence\n {2}• Interviews with 24 operations leads \(Carla\), n 24, 20\d\d\n/)
    expect(section).toMatch(
      /Action to trigger: still open\n {2}Incomplete: .*no action to trigger\.\n {2}\[Complete it\]$/,
    )
    expect(await database.db.brief.count()).toBe(0)
  })

  test('completing it records it once, and again the same one until nothing is missing', async () => {
    const lou = as('lou')
    await lou.click({ in: '#sales', label: 'Complete it' })
    await quiet()
    expect(await lou.submit({ title: ' ' })).toMatchObject({
      state: 'invalid',
      errors: { title: 'Say what it is about, in a few words.' },
    })
    expect(await lou.submit({ title: 'x'.repeat(301) })).toMatchObject({
      errors: { title: 'Say it in at most 300 characters.' },
    })
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await lou.submit({
      title: 'Neues Onboarding',
      action: '  ',
      job: 'When the plan changes, I want all to see it 計画',
      evidence: ['interviews-carla'],
    })
    await quiet()
    expect(await lou.read('@dramatis', { limit: 1 })).toMatch(
      /Incomplete: no action to trigger\.\n {2}Recorded as incomplete\./,
    )
    await lou.click({ in: '@dramatis', label: 'Complete it' })
    await quiet()
    expect(await lou.readModal()).toContain('I want all to see it 計画')
    await lou.submit({ action: 'Book the first tour in a week' })
    await quiet()
    const complete = await lou.read('@dramatis', { limit: 1 })
    expect(complete).toMatch(/Action to trigger: Book the first tour in a week\n {2}Recorded as complete\./)
    expect(complete).not.toContain('Incomplete')
    expect(await database.db.brief.findMany()).toMatchObject([
      {
        title: 'Neues Onboarding',
        persona: 'carla-operations-lead',
        version: 1,
        missing: [],
        function: 'marketing',
      },
    ])
  })

  test('the audit trail tells of each brief once, with the version of the persona that it was written with', async () => {
    const trail = await database.db.auditRecord.findMany({
      where: { subject: { startsWith: 'brief/' } },
      orderBy: { sequence: 'asc' },
    })
    expect(trail).toMatchObject([
      {
        actor: 'lou',
        action: 'brief recorded',
        payload: { persona: 'carla-operations-lead', version: 1, missing: ['action'] },
      },
      { actor: 'lou', action: 'brief completed', payload: { missing: [] } },
    ])
  })

  test('the latest are listed with who, when and what they lack', async () => {
    await ask('ada', 'brief')
    await as('ada').click({ in: '#sales', label: 'Complete it' })
    await quiet()
    await as('ada').submit({ title: 'Route editor' })
    await quiet()
    const list = await ask('sam', 'briefs')
    expect(list).toMatch(/The latest 2 briefs, 1 of them complete\./)
    expect(list).toMatch(
      /Route editor · Ada Okonjo, .* · Incomplete: no persona, no job, no evidence and no action to trigger\./,
    )
    expect(list).toMatch(/Neues Onboarding for Carla · Lou Marchetti, .* · complete/)
    expect(await briefsByFunction(database.db, Temporal.Instant.from('2020-01-01T00:00:00Z'))).toEqual([
      { function: 'marketing', complete: 1, all: 1 },
      { function: 'product', complete: 0, all: 1 },
    ])
  })

  test('a guest sees nothing of briefs', async () => {
    await as('gita').command('#customer-room', '/persona briefs')
    await quiet()
    expect(await as('gita').read('#customer-room', { limit: 1 })).toMatch(/only what is marked for customers/)
  })
})
