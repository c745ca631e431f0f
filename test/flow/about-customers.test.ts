import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const { db } = database
    await db.account.createMany({
      data: [
        { accountId: 'N-1', name: 'Northwind Freight', persona: 'carla-operations-lead' },
        { accountId: 'S-1', name: 'Southgate Haulage Ltd', persona: 'finn-finance-lead' },
        { accountId: 'S-2', name: 'Southgate Storage Ltd' },
        { accountId: 'R-1', name: 'Roots Bakery', persona: 'carla-operations-lead' },
        { accountId: 'L-1', name: 'Lumetra' },
        { accountId: 'H-1', name: 'Holm Spedition', persona: 'finn-finance-lead' },
        { accountId: '9001', name: 'Twinco Freight', persona: 'finn-finance-lead' },
        { accountId: '9002', name: 'Twinco Freight', persona: 'carla-operations-lead' },
        { accountId: 'O-1', name: 'Oldco Haulage', persona: 'nobody-known' },
        { accountId: 'X-1', name: 'Tourmin', persona: 'carla-operations-lead' },
      ],
    })
    await db.contact.createMany({
      data: [
        { contactId: 'C-1', accountId: 'N-1', name: 'Jens Holm', persona: 'finn-finance-lead' },
        { contactId: 'C-3', accountId: 'H-1', name: 'Jens Holm', persona: 'carla-operations-lead' },
        { contactId: 'C-4', accountId: 'N-1', name: 'Ulla Brandt', persona: 'nobody-known' },
        { contactId: 'C-2', accountId: 'N-1', name: 'Mark Clarke', title: 'Head of finance' },
      ],
    })
  })
  afterAll(() => company.close())

  async function ask(text: string) {
    const person = company.client.as('sam')
    await person.command('#sales', `/persona ${text}`)
    await company.quiet()
    return await person.read('#sales', { limit: 1 })
  }
  async function press(label: string) {
    const sam = company.client.as('sam')
    await sam.click({ in: '#sales', label })
    await company.quiet()
    return await sam.read('#sales', { limit: 1 })
  }
  const open = () => database.db.openQuestion.findMany({ select: { text: true } })

  describe('a question about a customer is answered for their persona', () => {
    test('who says so and how surely stands above, and the call can be prepared', async () => {
      const said = await ask('how do I answer northwind freight on price?')
      expect(said).toContain('Northwind Freight is Carla: the CRM says so · sure.')
      expect(said).toMatch(/“Too expensive” from Carla usually means/)
      expect(said).toContain('[Before a call]')
      expect(await press('Before a call')).toMatch(/Northwind Freight · /)
    })

    test.each([
      ['playbook N-1 renewal', /Northwind Freight is Carla.*Renewal/s],
      ['what does southgate haulage fear?', /Southgate Haulage Ltd is Finn.*Finn .*fears/s],
      ['northwind', /Northwind Freight is Carla.*Carla · Operations Lead/s],
      [
        'how do I answer nortwind on price?',
        /Read “nortwind” as “northwind”\..*Northwind Freight is Carla.*“Too expensive” from Carla/s,
      ],
      ['persona northwind', /Northwind Freight is Carla.*Carla · Operations Lead/s],
      [
        'compare northwind and southgate haulage',
        /Northwind Freight is Carla.*Southgate Haulage Ltd is Finn/s,
      ],
      [
        'what does jens from northwind fear?',
        /Jens Holm at Northwind Freight is Finn: the CRM says so.*Finn /s,
      ],
      [
        'what does mark clarke at northwind fear?',
        /Mark Clarke at Northwind Freight is Finn: a guess from the title\./,
      ],
      [
        'how do I answer finn at northwind on price?',
        /^(?!.*Northwind Freight is).*“Too expensive” from Finn/s,
      ],
    ])('%s', async (text, said) => {
      expect(await ask(text)).toMatch(said)
    })
  })

  test('of whom nobody has tagged, what holds for everybody is said', async () => {
    const said = await ask('how do I answer lumetra on price?')
    expect(said).toContain('Nobody has tagged Lumetra yet, so this is what holds for everybody.')
    expect(said).toContain('[Who is who]')
    expect(said).toMatch(/“Too expensive” from Carla/)
    for (const text of ['lumetra', 'lumetra?', 'tell me about lumetra'])
      expect(await ask(text)).toContain('Nobody has tagged Lumetra yet.')
    expect(await ask('how do I answer ulla brandt at northwind on price?')).toContain(
      'Ulla Brandt at Northwind Freight is tagged “nobody-known”',
    )
    expect(await ask('how do I answer oldco on price?')).toMatch(
      /Oldco Haulage is tagged “nobody-known”, which is no persona in use.*“Too expensive”/s,
    )
  })

  test('of several that are called so, the one that is chosen is asked about', async () => {
    const said = await ask('what does southgate fear at renewal?')
    expect(said).toMatch(/Which “southgate”\?.*2 customers …/s)
    await company.client.as('sam').choose({ in: '#sales', action: 'choose' }, 'Southgate Haulage Ltd')
    await company.quiet()
    expect(await company.client.as('sam').read('#sales', { limit: 1 })).toMatch(
      /Southgate Haulage Ltd is Finn.*renewal/s,
    )
    expect(await ask('southgate')).toMatch(/Which one\?.*southgate/)
    expect(await ask('how do I answer twinco freight on price?')).toContain('2 customers …')
    await company.client.as('sam').choose({ in: '#sales', action: 'choose' }, 'Twinco Freight (9002)')
    await company.quiet()
    expect(await company.client.as('sam').read('#sales', { limit: 1 })).toContain('Twinco Freight is Carla')
  })

  test('the same is asked of nobody in particular, where no customer was meant', async () => {
    expect(await ask('what does northwind fear about the rollout?')).toContain('Not Northwind Freight')
    await press('Not Northwind Freight')
    expect(await company.client.as('sam').read('#sales', { limit: 1 })).not.toContain('Northwind Freight is')
  })

  test.each([
    ['who decides at northwind freight?', /You'll meet .*Jens Holm: Finn \(decision maker; tagged\)/],
    ['how much does northwind pay us?', /Northwind Freight · /],
    ['northwind prep', /Northwind Freight · /],
    ['is northwind going to leave?', /Northwind Freight/],
  ])('what stands in a customer’s records is read there: %s', async (text, said) => {
    expect(await ask(text)).toMatch(said)
    expect(await ask(text)).not.toContain('Northwind Freight is Carla: the CRM')
  })

  test.each(['who is northwind freight?', 'who roots bakery'])('%s', async (text) => {
    expect(await ask(text)).toMatch(/(?:Northwind Freight|Roots Bakery) is Carla\. The CRM says so/)
  })

  test('a competitor that a customer is called like is meant', async () => {
    expect(await ask('what do we say against tourmin?')).toMatch(/^(?!.*Tourmin is Carla).*Against Tourmin/s)
  })

  test('somebody from outside is told nothing of customers', async () => {
    const gita = company.client.as('gita')
    await gita.command('#customer-room', '/persona what does northwind fear about the rollout?')
    await company.quiet()
    const said = await gita.read('#customer-room', { limit: 1 })
    expect(said).not.toMatch(/Northwind Freight|Before a call|Carla/)
    await gita.command('#customer-room', '/persona prep N-1')
    await company.quiet()
    expect(await gita.read('#customer-room', { limit: 1 })).not.toMatch(/Northwind|Ask:|renewal/i)
  })

  test('what can’t be answered is noted for the persona, and names no customer', async () => {
    await ask('does northwind freight like hail damage insurance for bees?')
    expect(await open()).toContainEqual({ text: 'does Carla like hail damage insurance for bees?' })
    expect(await ask('does northwind freight like quantum zebras on bees?')).toContain(
      'nothing verified on does northwind freight like quantum zebras on bees',
    )
  })

  test('what the data dictionary keeps from whoever asks is not told above an answer', async () => {
    const seenBy = ['board']
    const meaning = [{ id: 'm1', text: 'As in the CRM', cites: [] }]
    await importFiles(database.db, {
      'fields/account-persona.yaml': { title: 'Persona', field: 'accounts.persona', seenBy, meaning },
    })
    const unsaid = await ask('how do I answer northwind on price?')
    expect(unsaid).not.toContain('Northwind Freight is')
    expect(unsaid).toContain('[Before a call]')
    await importFiles(database.db, {
      'fields/account-name.yaml': { title: 'Name', field: 'accounts.name', seenBy, meaning },
    })
    expect(await ask('what does northwind freight fear?')).not.toContain('[Before a call]')
  })
})
