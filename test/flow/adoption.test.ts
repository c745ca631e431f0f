import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  async function ask(who: string, text: string) {
    await company.client.as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await company.client.as(who).read('#sales', { limit: 1 })
  }

  test('what people ask is counted by function and by entry', async () => {
    expect(await ask('mina', 'adoption')).toMatch(
      /0 of 6 functions asked within 30 days\. 3 are the bar for “operational”\./,
    )
    await ask('sam', 'objection too expensive')
    await company.client.as('sam').click({ in: '#sales', label: 'Worked' })
    await company.quiet()
    await ask('noor', 'carla')
    await ask('ada', 'carla')
    const said = await ask('mina', 'adoption')
    expect(said).toMatch(/3 of 6 functions asked within 30 days\. 3 are the bar .*: you are above it\./)
    expect(said).toMatch(/Sales: asked/)
    expect(said).toMatch(/Executive: did not ask/)
    expect(said).toMatch(/The small ones together \(9 people\): 3 questions · 1 of 1 tries worked/)
    expect(said).toMatch(/2 of \d+ entries used in 90 days\./)
    expect(said).not.toMatch(/Sam|Noor|Ada/)
  })

  test('what counts use keeps no person, and what is shown of it names none', async () => {
    const columns = await database.db.$queryRaw<{ name: string }[]>`
      SELECT column_name::text AS name FROM information_schema.columns WHERE table_name IN ('answers', 'feedback')`
    expect(columns.map(({ name }) => name)).toContain('function')
    expect(columns.filter(({ name }) => /member|user|asker|handle|person_|(^|_)by$/.test(name))).toEqual([])
    const said = await ask('mina', 'adoption')
    const members = await database.db.member.findMany({ select: { name: true, handle: true } })
    expect(members.length).toBeGreaterThan(5)
    for (const { name, handle } of members) {
      expect(said).not.toContain(name)
      expect(said).not.toMatch(new RegExp(`\\b${handle}\\b`))
    }
  })

  test('whoever answers for the personas sees it in Home, a rep does not', async () => {
    await company.client.as('mina').openHome()
    await company.quiet()
    expect(await company.client.as('mina').readHome()).toMatch(/3 of 6 functions asked within 30 days/)
    await company.client.as('sam').openHome()
    await company.quiet()
    expect(await company.client.as('sam').readHome()).not.toMatch(/functions asked/)
  })

  test('the stage of the same name is still found', async () => {
    expect(await ask('sam', 'adoption carla')).not.toMatch(/functions asked/)
    expect(await ask('sam', 'journey adoption')).not.toMatch(/functions asked/)
  })
})
