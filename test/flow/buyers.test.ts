import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const { db } = database
    const many = Array.from({ length: 40 }, (_, number) => ({
      accountId: `A-${number}`,
      industry: number % 2 === 0 ? 'Haulage' : 'Cold chain',
      employees: number < 30 ? 50 : 5,
      campaign: number % 4 === 0 ? 'webinar' : 'letter',
    }))
    await db.account.createMany({
      data: many.map(({ accountId, industry, employees }) => ({
        ...{ accountId, name: accountId, attributes: { industry, employees } },
      })),
    })
    const month = new Date('2026-10-01')
    await db.accountMonth.createMany({
      data: many.map(({ accountId }) => ({ accountId, month, mrrStart: 100, mrrEnd: 100 })),
    })
    await db.contact.createMany({
      data: many.map(({ accountId }) => ({
        contactId: `${accountId}-1`,
        accountId,
        // Of one nobody knows what they do.
        role: accountId === 'A-39' ? null : 'Operations',
        title: 'Head',
      })),
    })
    await db.touch.createMany({
      data: many.map(({ accountId, campaign }) => ({
        ...{
          userId: `${accountId}-1`,
          at: new Date('2026-09-01'),
          utmCampaign: campaign,
          utmMedium: 'email',
        },
        ...{ landingPage: '/start', isSignup: true },
      })),
    })
    await db.spend.createMany({
      data: [
        { campaign: 'webinar', month, amount: 3000 },
        { campaign: 'letter', month, amount: 1000 },
      ],
    })
  })
  afterAll(() => company.close())

  const sam = () => company.client.as('sam')
  async function settled(asker = sam()) {
    await company.client.quiet()
    await company.bot.service.idle()
    await company.client.quiet()
    return await asker.read('#sales', { limit: 1 })
  }
  async function ask(text: string, handle = 'sam') {
    const asker = company.client.as(handle)
    await asker.command('#sales', text)
    return await settled(asker)
  }

  test('target buyers are chosen in a form, without typing a filter', async () => {
    expect(await ask('/persona buyers by industry')).toMatch(
      /40 customers pay €48 k a year, €1,200 each; 40 people/,
    )
    await sam().click({ in: '#sales', label: 'Narrow down' })
    await settled()
    await sam().submit({ industries: ['Haulage'], least: '20' })
    await settled()
    expect(await sam().read('@Dramatis', { limit: 1 })).toMatch(
      /15 customers in Haulage with 20 employees or more pay €18 k a year.*Haulage: €18 k \(100 %\) from 15/s,
    )
  })

  test('all rows come as a file, of those alone whom the answer is about', async () => {
    await sam().click({ in: '#sales', label: 'CSV' })
    expect(await settled()).toContain('The file is in your messages with me.')
    const sent = await sam().read('@Dramatis')
    expect(sent).toContain('buyers-by-industry')
  })

  test('what is spent is held against what it brought', async () => {
    const said = await ask('/persona campaigns spend', 'lou')
    expect(said).toMatch(/By revenue €2,000 of €4,000 \(50 %\) would be spent elsewhere/)
    expect(said).toMatch(/letter: ▲ €3,000 · €1,000; brings €36 k a year \(30 accounts\)/)
    expect(await ask('/persona campaigns spend cold chain', 'lou')).toContain('Insufficient data (n = 20)')
  })

  test('pages and channels are compared, and the values are there to be read before anybody groups by them', async () => {
    expect(await ask('/persona campaigns by page')).toMatch(/\/start brought the most: €48 k a year/)
    expect(await ask('/persona buyers values')).toMatch(/industry: Cold chain 20, Haulage 20/)
    const bySize = await ask('/persona buyers by role and size')
    expect(bySize).toMatch(/Operations · 50 to 249: €36 k \(75 %\) from 30/)
    expect(bySize).toMatch(/not known · 1 to 19: €1,200 \(\d %\) from 1,/)
    expect(await ask('/persona buyers by role and industry')).toMatch(
      /Operations · Haulage: €24 k \(50 %\) from 20/,
    )
  })
})
