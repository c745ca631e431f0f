import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)

  async function flagMessage(text: string) {
    const said = await as('jonas').say('#sales', text)
    await as('sam').shortcut('flag_persona', { in: '#sales', ts: said.ts })
    await quiet()
  }

  test('a message is flagged with a persona: thanks at once, and its owner has it with the way back', async () => {
    await flagMessage('Carla signed without any pilot, 三回目だ')
    const sam = as('sam')
    expect(await sam.readModal()).toMatch(
      /Carla · Operations Lead.*“Carla signed without any pilot, 三回目だ”/s,
    )
    expect(await sam.submit({ text: ' ' })).toMatchObject({
      state: 'invalid',
      errors: { text: "Say what doesn't fit any more, in a sentence." },
    })
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await sam.submit({ text: 'She signed without a pilot <!channel>' })
    await quiet()
    expect((await told('sam')).at(-1)).toMatch(
      /Thanks, that keeps us honest\. Mina, who owns Carla, has it, and I'll tell you what came of it\.$/,
    )
    expect((await told('mina')).filter((plain) => plain.includes("doesn't fit"))).toHaveLength(1)
    expect((await told('mina')).at(-1)).toMatch(
      /Sam Whitlock finds that Carla doesn't fit any more \(message\):\n {2}She signed without a pilot <!channel>\n {2}\[Settle\] \[Propose a change\]$/,
    )
    expect(await database.db.flag.findMany()).toMatchObject([
      { kind: 'persona', slug: 'carla-operations-lead', version: 1, link: expect.stringMatching(/^https:/) },
    ])
  })

  test('whoever does not speak for the entry cannot settle it, and that is recorded', async () => {
    const { ctx } = company.bot
    const { id } = await database.db.flag.findFirstOrThrow()
    const only = 'Only who owns Carla, or stands in, can settle this.'
    const form = { modal: 'settle-flag', about: { flag: id }, values: { as: 'changed', words: 'Mine' } }
    expect(await pressUnshown('noor', { action: 'settle-flag', value: { flag: id } }, ctx)).toBe(only)
    expect(await pressUnshown('noor', form, ctx)).toBe(`${only}\nYou wrote:\nMine`)
    expect(await database.db.auditRecord.count({ where: { action: 'refused', subject: `flag/${id}` } })).toBe(
      2,
    )
    expect(await database.db.flag.findFirst()).toMatchObject({ settledAt: null })
  })

  test('its owner says what came of it, the buttons go, and whoever flagged it hears of it', async () => {
    const mina = as('mina')
    await mina.click({ in: '@dramatis', label: 'Settle' })
    await quiet()
    expect(await mina.submit({ as: 'still-true', words: '' })).toMatchObject({ state: 'invalid' })
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await mina.submit({ as: 'still-true', words: 'That one had piloted it last year' })
    await quiet()
    expect((await told('sam')).filter((plain) => plain.includes('looked at what you flagged'))).toHaveLength(
      1,
    )
    expect((await told('sam')).at(-1)).toMatch(
      /Mina Albrecht looked at what you flagged on Carla, .*: still true\. That one had piloted it last year$/,
    )
    const message = (await told('mina')).find((plain) => plain.includes("doesn't fit any more"))
    expect(message).toMatch(/Mina Albrecht: still true\. That one had piloted it last year$/)
    expect(await database.db.auditRecord.count({ where: { action: 'flag settled' } })).toBe(1)
    const { id } = await database.db.flag.findFirstOrThrow()
    const again = { modal: 'settle-flag', about: { flag: id }, values: { as: 'changed', words: 'No' } }
    expect(await pressUnshown('mina', again, company.bot.ctx)).toBe(
      'Mina Albrecht has settled this before, so nothing was changed.\nYou wrote:\nNo',
    )
  })

  test('behind Why? any entry can be flagged', async () => {
    const sam = as('sam')
    await sam.command('#sales', '/persona objection too expensive')
    await quiet()
    await sam.click({ in: '#sales', label: 'Why?' })
    await quiet()
    await sam.click({ in: '#sales', label: "Doesn't fit?" })
    await quiet()
    expect(await sam.readModal()).toMatch(/Too expensive · objection/)
    await sam.submit({ text: 'ж'.repeat(3000) })
    await quiet()
    expect((await told('jonas')).at(-1)).toMatch(
      /Sam Whitlock finds that Too expensive doesn't fit any more:\n {2}ж+…\n/,
    )
  })

  test('a guest can flag nothing, and a flag of 10,000 characters is kept whole', async () => {
    const said = await as('jonas').say('#customer-room', 'Carla')
    await as('gita').shortcut('flag_persona', { in: '#customer-room', ts: said.ts })
    await quiet()
    expect(await as('gita').modals()).toEqual([])
    expect(await as('gita').read('#customer-room', { limit: 1 })).toMatch(/I don't know you yet/)
    const long = '文'.repeat(10_000)
    const entry = { kind: 'persona', slug: 'finn-finance-lead' }
    const form = { modal: 'flag', about: { entry }, values: { text: long } }
    expect(await pressUnshown('sam', form, company.bot.ctx)).toMatch(/Mina, who owns Finn, has it/)
    expect(await database.db.flag.count({ where: { text: long } })).toBe(1)
  })
})
