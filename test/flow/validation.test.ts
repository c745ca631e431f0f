import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const accounts = [
      { accountId: 'new', name: 'Unheard Haulage' },
      { accountId: 'known', name: 'Settled Freight', persona: 'finn-finance-lead' },
    ]
    await database.db.account.createMany({ data: accounts })
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)
  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }
  async function press(who: string, label: string, channel = '#sales') {
    await as(who).click({ in: channel, label })
    await company.quiet()
    return await as(who).read(channel, { limit: 1 })
  }

  test('without numbers every dimension says what is missing', async () => {
    const text = await ask('mina', 'validation')
    expect(text).toMatch(/Do the personas hold\? 0 of 4 dimensions are strong, 4 not known yet\./)
    expect(text).toMatch(/Behaviour: not known yet\. There are no account-months yet\./)
    expect(text).toMatch(/Prediction: not known yet\. It takes seven months of history; there are 0\./)
    expect(text).toMatch(/Identification in sales: not known yet\. It takes 30 accounts .*; there are 0\./)
    expect(text).toMatch(/Content: not known yet\. No experiment has results yet\./)
    expect(await ask('mina', 'validation carla')).toMatch(/Does Carla hold\? 0 of 4 dimensions are strong\./)
    expect(await ask('mina', 'validation why')).toMatch(/How it is computed\./)
  })

  test('after a call one tap says whom a rep takes an account for', async () => {
    expect(await ask('sam', 'met unheard haulage')).toMatch(
      /You spoke with Unheard Haulage\. Who are they, by what you heard\?\n.*\[Carla\].*\[Can't tell yet\]/,
    )
    expect(await press('sam', 'Carla')).toMatch(/Noted: Carla after call 1 with Unheard Haulage\./)
    expect(await database.db.personaGuess.findMany()).toMatchObject([
      { accountId: 'new', persona: 'carla-operations-lead', call: 1, function: 'sales' },
    ])
  })

  test('whoever is known already is not asked about, whatever button somebody kept', async () => {
    expect(await ask('sam', 'met settled freight')).toMatch(/said already who Settled Freight is/)
    const act = { action: 'guess-persona', value: { account: 'known', persona: 'carla-operations-lead' } }
    expect(await pressUnshown('sam', act, company.bot.ctx)).toMatch(/said already who Settled Freight is/)
    expect(await database.db.personaGuess.count()).toBe(1)
  })

  test('who has put down what somebody unknown said is asked in the same message', async () => {
    await as('noor').command('#sales', '/persona heard Unheard Haulage says “the plan is never read”')
    await company.quiet()
    await as('noor').submit({ persona: 'finn-finance-lead' })
    await company.quiet()
    expect((await told('noor')).at(-1)).toMatch(/You spoke with Unheard Haulage\. [\s\S]*\[Finn\] \[/)
    await press('noor', 'Finn', '@dramatis')
    expect(await database.db.personaGuess.count()).toBe(2)
  })
})
