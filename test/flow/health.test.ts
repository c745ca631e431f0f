import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  async function ask(who: string, text: string) {
    await company.client.as(who).command('#persona-board', `/persona ${text}`)
    await company.quiet()
    return await company.client.as(who).read('#persona-board', { limit: 1 })
  }

  test('the first screen is a verdict and one next step', async () => {
    const said = await ask('mina', 'health')
    expect(said).toMatch(/It depends: 2 of 6 symptoms, and 1 that only the board can tell\./)
    expect(said).toMatch(/Stage 1 of 4, static personas; level 2 of 4, documented/)
    expect(said).toMatch(/Next: /)
    expect(said).toMatch(/\[Answer 5 questions\] \[Symptoms\] \[Maturity\] \[Pitfalls\] \[Roadmap\]/)
  })

  test('what no data can tell is answered once, for all', async () => {
    await company.client.as('mina').click({ in: '#persona-board', label: 'Answer 5 questions' })
    await company.quiet()
    expect(await company.client.as('mina').read('#persona-board', { limit: 1 })).toContain(
      '5 things that no data here can tell.',
    )
    await company.client.as('mina').click({ in: '#persona-board', label: 'No', nth: 1 })
    await company.quiet()
    const after = await ask('jonas', 'health questions')
    expect(after).toContain('4 things that no data here can tell.')
    expect(after).toMatch(/not by channel only\? No \(Mina Albrecht\)/)
    expect(await ask('jonas', 'health')).toMatch(/Documents, not an ecosystem: 3 of 6 symptoms\./)
  })

  test('a rep reads it, and answers for nobody', async () => {
    expect(await ask('sam', 'health')).not.toContain('[Answer')
    const press = { action: 'health-answer', value: { question: 'crm', yes: true } }
    expect(await pressUnshown('sam', press, company.bot.ctx)).toMatch(
      /^Only board members, owners and admins/,
    )
    expect(await database.db.setting.count({ where: { key: 'health/crm' } })).toBe(0)
    expect(await database.db.auditRecord.findFirst({ where: { subject: 'health/crm' } })).toMatchObject({
      actor: 'sam',
      action: 'refused',
    })
  })

  test('functions that ask are counted', async () => {
    for (const who of ['mina', 'jonas', 'lea']) await ask(who, 'carla')
    expect(await ask('mina', 'health maturity')).toContain('✓ 3 functions asked within 30 days (3 wanted)')
  })

  test('a health score is a playbook, and no self-test', async () => {
    expect(await ask('mina', 'health by persona')).not.toContain('symptoms')
  })
})
