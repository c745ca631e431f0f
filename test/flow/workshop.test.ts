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

  async function ask(text: string) {
    await company.client.as('mina').command('#sales', `/persona ${text}`)
    await company.quiet()
    return await company.client.as('mina').read('#sales', { limit: 1 })
  }

  test('a workshop has its hour, and what functions see differently', async () => {
    await ask('what does carla think of usage-based pricing on a yacht?')
    await database.db.flag.create({
      data: {
        source: 'test',
        kind: 'persona',
        slug: 'carla-operations-lead',
        version: 1,
        text: 'She asks for the app first now',
        raisedAt: new Date(),
      },
    })
    const said = await ask('workshop carla')
    expect(said).toMatch(/Workshop on Carla: one hour, every function\./)
    expect(said).toMatch(
      /One person, 4 names\n {2}• Marketing says “Persona A”\n {2}• Sales says “mid-market ops”/,
    )
    expect(said).toMatch(/Flagged: doesn't fit any more\n {2}• “She asks for the app first now”/)
    expect(said).toMatch(/Assumed: no evidence yet/)
    expect(said.length).toBeLessThan(1400)
  })

  test('the whole of it is a file in direct messages, with the card and the exercises', async () => {
    await company.client.as('mina').click({ in: '#sales', label: 'Get the file' })
    await company.quiet()
    expect(await company.client.as('mina').read('#sales', { limit: 1 })).toMatch(
      /The file is in your messages with me\./,
    )
    const [file, ...others] = [...company.sandbox.workspace.files.values()]
    expect(others).toEqual([])
    expect(file?.name).toMatch(/^workshop-carla-operations-lead-\d{4}-\d\d-\d\d\.md$/)
    const text = file?.content?.toString('utf8') ?? ''
    expect(text).toMatch(/^# Workshop on Carla, /)
    expect(text).toMatch(/\n## The card\n\n> Carla · Operations Lead/)
    expect(text).toMatch(/- \[ \] “She asks for the app first now”/)
    expect(text).toMatch(/\n## Exercises\n\n1\. Blind card: .*\n2\. Know, guess, doubt: .*\n3\. Role play: /)
    expect(await company.client.as('mina').read('@dramatis', { limit: 1 })).toContain('Workshop on Carla')
  })

  test('without a name it asks on whom', async () => {
    expect(await ask('workshop')).toMatch(/A workshop on whom\? Name a persona\.\n.*\[.*Carla.*\]/)
  })
})
