import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const accounts = Array.from({ length: 2100 }, (_, index) => ({
      accountId: `a-${index}`,
      name: `Spedition ${index} 100%_sure`,
    }))
    const northwind = { accountId: 'nw', name: 'Northwind Freight', persona: 'finn-finance-lead' }
    await database.db.account.createMany({ data: [...accounts, northwind] })
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)
  const notes = () =>
    database.db.evidence.findMany({ where: { method: 'field-note' }, orderBy: { createdAt: 'asc' } })

  test('after a call one line and one press are evidence, with the account and its persona guessed', async () => {
    const sam = as('sam')
    await sam.command('#sales', '/persona heard Northwind Freight says “we only found out in the meeting”')
    await quiet()
    expect(await sam.readModal()).toMatch(
      /we only found out in the meeting.*Finn · Finance Lead.*Northwind Freight/s,
    )
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    expect(await sam.submit({ stage: 'renewal', group: 'high-clv' })).toMatchObject({ state: 'acked' })
    await quiet()
    const [note, ...others] = await notes()
    expect(others).toEqual([])
    expect(note).toMatchObject({
      slug: expect.stringMatching(/^heard-[0-9a-f]{12}$/),
      title: expect.stringMatching(/^Heard from Northwind Freight, \d+ \w{3} 20\d\d$/),
      n: 1,
      groups: { 'high-clv': 1 },
      quotes: [{ text: 'Northwind Freight says “we only found out in the meeting”', group: 'high-clv' }],
      persona: 'finn-finance-lead',
      account: 'nw',
      stage: 'renewal',
    })
    expect((await told('sam')).at(-1)).toMatch(
      /Thanks: the 1st voice on renewal from Finn\. Mina hears of it\.$/,
    )
    expect(await database.db.auditRecord.count({ where: { action: 'evidence added', actor: 'sam' } })).toBe(1)
    const { sequence } = await database.db.changeCounter.findUniqueOrThrow({ where: { id: 1 } })
    expect(note?.sequence).toBe(sequence)
  })

  test('an account is found among thousands by some letters, by whoever belongs to us', async () => {
    const sam = as('sam')
    await sam.command('#sales', '/persona heard')
    await quiet()
    const found = await sam.options({ action: 'accounts' }, '99 100%_')
    expect(found.map(({ text }) => text.text)).toContain('Spedition 99 100%_sure')
    expect(found.length).toBeLessThanOrEqual(20)
    expect(await sam.options({ action: 'accounts' }, 'nobody')).toEqual([])
    await sam.close(true)
    await sam.command('#sales', '/persona heard northwind, once more: too late')
    await quiet()
    expect(await sam.readModal()).toMatch(/Northwind Freight/)
    await sam.close(true)
    await sam.command('#sales', '/persona heard')
    await quiet()
    expect(await sam.submit({ quote: '  ', persona: 'carla-operations-lead' })).toMatchObject({
      state: 'invalid',
      errors: { quote: 'Say what they said, word for word.' },
    })
    expect(
      await sam.submit({
        quote: '会議で初めて知った <!channel>',
        persona: 'finn-finance-lead',
        stage: 'renewal',
      }),
    ).toMatchObject({ state: 'acked' })
    await quiet()
    expect((await told('sam')).at(-1)).toContain('the 2nd voice on renewal from Finn')
    expect((await notes()).at(-1)).toMatchObject({
      title: expect.stringMatching(/^Heard by Sales, /),
      account: null,
    })
  })

  test('a message is kept with the way back to it', async () => {
    const said = await as('jonas').say('#sales', 'Carla told me: nobody <reads> the plan')
    await as('noor').shortcut('add_evidence', { in: '#sales', ts: said.ts })
    await quiet()
    expect(await as('noor').readModal()).toMatch(/nobody <reads> the plan.*Carla · Operations Lead/s)
    await as('noor').submit({})
    await quiet()
    expect((await notes()).at(-1)).toMatchObject({
      quotes: [{ text: 'Carla told me: nobody <reads> the plan' }],
      link: expect.stringMatching(/^https:\/\/.*\/archives\//),
    })
    expect((await told('noor')).at(-1)).toContain('the 1st voice from Carla')
  })

  test('the owner finds all voices of a week in one message, each a claim away', async () => {
    const trays = (await told('mina')).filter((plain) => plain.includes('new voice'))
    expect(trays).toHaveLength(1)
    expect(trays[0]).toMatch(/3 new voices this week, on (Carla and Finn|Finn and Carla)\./)
    expect(trays[0]).toMatch(
      /“会議で初めて知った <!channel>” Heard by Sales, .* · Finn, renewal\n {2}\[Use it in a claim\]/,
    )
    const mina = as('mina')
    await mina.click({ in: '@dramatis', label: 'Use it in a claim' })
    await quiet()
    await mina.submit({ claim: 'field:goals' })
    const form = await mina.readModal()
    expect(form).toMatch(/Heard (from|by) .*Heard (from|by)/s)
    await mina.submit({ text: 'Reads the plan before the meeting' })
    await quiet()
    const part = await database.db.proposalPart.findFirstOrThrow()
    expect(JSON.stringify(part.changes)).toMatch(/"cites": ?\["heard-/)
  })

  test('where no form can open, nothing typed is lost: a button carries it', async () => {
    const text = `“${'経理🙂'.repeat(100)}”`
    const sam = as('sam')
    await sam.say('@Dramatis', `heard ${text}`)
    await quiet()
    const seen = await sam.read('@Dramatis', { limit: 1 })
    expect(seen).toContain(text)
    expect(seen).toMatch(/One press, and it is evidence:.*\[Put it down\]$/s)
    await sam.click({ in: '@Dramatis', label: 'Put it down' })
    await quiet()
    expect(await sam.readModal()).toContain(text)
    await sam.close(true)
    await sam.say('@Dramatis', `heard ${'ж'.repeat(3500)}`)
    await quiet()
    expect(await sam.read('@Dramatis', { limit: 1 })).toMatch(/Only its beginning fits on a button/)
  })

  test('nobody from outside, and nobody whom we do not know, adds evidence', async () => {
    const before = (await notes()).length
    const said = await as('jonas').say('#customer-room', 'Anything')
    await as('gita').shortcut('add_evidence', { in: '#customer-room', ts: said.ts })
    await as('gita').command('#customer-room', '/persona heard something')
    await quiet()
    expect(await as('gita').modals()).toEqual([])
    expect(await as('gita').read('#customer-room', { limit: 1 })).toMatch(/only what is marked for customers/)
    const form = { modal: 'heard', about: {}, values: { quote: 'Mine', persona: 'carla-operations-lead' } }
    expect(await pressUnshown(undefined, form, company.bot.ctx)).toMatch(
      /I don't know you yet.*You wrote:\nMine$/s,
    )
    expect((await notes()).length).toBe(before)
    expect(await database.db.auditRecord.count({ where: { action: 'refused' } })).toBeGreaterThan(0)
  })

  test('ten thousand characters are one quote, the same request the same note', async () => {
    const values = { quote: '文'.repeat(10_000), persona: 'ola-network-director' }
    const { ctx } = company.bot
    for (const _ of [1, 2])
      expect(await pressUnshown('sam', { modal: 'heard', about: {}, values }, ctx)).toMatch(
        /1st voice from Ola/,
      )
    expect(
      await database.db.evidence.count({ where: { persona: 'ola-network-director', method: 'field-note' } }),
    ).toBe(1)
  })
})
