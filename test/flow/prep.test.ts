import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const DAY_MS = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const { db } = database
    const account = (accountId: string, name: string, more: object = {}) => ({ accountId, name, ...more })
    await db.account.createMany({
      data: [
        account('N-1', 'Northwind Freight', {
          persona: 'carla-operations-lead',
          startedOn: daysAgo(500),
          attributes: { renews_on: dayIn(63) },
        }),
        account('S-1', 'Southgate Haulage Ltd', { startedOn: daysAgo(20) }),
        account('S-2', 'Southgate Storage Ltd'),
        account('D-1', 'Sønderrup Distribution ApS', { startedOn: daysAgo(800), endedOn: daysAgo(30) }),
        account('D-2', 'Sønderrup Transport', { startedOn: daysAgo(400) }),
        account('K-1', 'Логистика Север', { startedOn: daysAgo(400) }),
        account('Z-1', 'Zzyzx & <@U1> *Sons*', { startedOn: daysAgo(400) }),
      ],
    })
    const month = new Date('2026-10-01')
    await db.accountMonth.create({ data: { accountId: 'N-1', month, mrrStart: 4000, mrrEnd: 4000 } })
    await db.contact.createMany({
      data: [
        {
          contactId: 'C-1',
          accountId: 'N-1',
          name: 'Helen Ashby',
          title: 'Head of dispatch',
          persona: 'carla-operations-lead',
        },
        { contactId: 'C-2', accountId: 'N-1', name: 'Mark Clarke', title: 'Head of finance' },
        { contactId: 'C-3', accountId: 'N-1', title: 'Beekeeper' },
      ],
    })
    const ticket = (days: number) => ({
      accountId: 'N-1',
      openedAt: daysAgo(days),
      escalated: true,
      category: 'sync',
    })
    await db.ticket.createMany({
      data: [2, 5, 9, 80].map((days) => ({ ...ticket(days), ticketId: `T-${days}` })),
    })
    await db.event.createMany({
      data: [3, 4].map((days) => ({
        messageId: `E-${days}`,
        type: 'page',
        name: 'Pricing',
        accountId: 'N-1',
        at: daysAgo(days),
        receivedAt: daysAgo(days),
      })),
    })
    await db.alert.create({
      data: { trigger: 'three-escalations', accountId: 'N-1', reader: 'sam', facts: {}, firedAt: daysAgo(2) },
    })
    await db.deal.create({
      data: {
        dealId: 'D-1',
        accountId: 'N-1',
        outcome: 'lost',
        closedOn: daysAgo(200),
        lossReason: 'too expensive',
      },
    })
  })
  afterAll(() => company.close())

  async function settled() {
    await company.bot.service.idle()
    await company.client.quiet()
  }
  async function ask(text: string) {
    const sam = company.client.as('sam')
    await sam.command('#sales', text)
    await settled()
    return await sam.read('#sales', { limit: 1 })
  }
  async function press(label: string) {
    const sam = company.client.as('sam')
    await sam.click({ in: '#sales', label })
    await settled()
    return await sam.read('#sales', { limit: 1 })
  }

  test('before a call one screen says where an account is, who will be there, what happened and what to ask', async () => {
    const said = await ask('/persona prep northwind freight')
    expect(said).toMatch(/Northwind Freight · renewal in 6[23] days, €48,000 ARR/)
    expect(said).toMatch(/Helen Ashby, Head of dispatch: Carla \(champion; tagged\)/)
    expect(said).toMatch(/Mark Clarke, Head of finance: Finn \(decision maker; a guess from the title\)/)
    expect(said).toMatch(/Beekeeper \(no persona yet\)/)
    expect(said).toMatch(/Nobody known yet as Ravi/)
    expect(said).toMatch(
      /Lately: three-escalations, since .*; 3 escalations, the last on .* \(sync\); pricing 2 times, last on/,
    )
    expect(said).toMatch(/Ask: “[^”]+”[^“]* · “[^”]+”[^“]* · “[^”]+”/)
    expect(said).toMatch(/Verified .* · \d+ sources/)
  })

  test('what a deal with them was lost to is what to expect again', async () => {
    expect(await ask('/persona prep N-1')).toMatch(/Expect “.*expensive.*” from (Carla|Finn)/i)
  })

  test('Why? says where the lines come from', async () => {
    await ask('/persona prep N-1')
    expect(await press('Why?')).toMatch(/version 1, since/)
  })

  test('of several that fit one is chosen with a button', async () => {
    expect(await ask('/persona prep southgate')).toMatch(
      /Which one\?.*\[Southgate Haulage Ltd\] \[Southgate Storage Ltd\]/s,
    )
    expect(await press('Southgate Haulage Ltd')).toMatch(/Southgate Haulage Ltd · onboarding/)
  })

  test('an account is found amid other words to prepare for it, and never to tag it', async () => {
    expect(await ask('/persona prep for the renewal call with northwind')).toMatch(
      /Northwind Freight · renewal/,
    )
    expect(await ask('/persona prep for a renewal with carla')).toMatch(/Carla at renewal/)
    expect(await ask('/persona tag northwind storage finn')).toContain(
      'I know nobody called northwind storage',
    )
    expect(await ask('/persona who northwind storage')).toContain('nobody called northwind storage')
  })

  test('a mistyped name is understood', async () => {
    expect(await ask('/persona prep nortwind freigth')).toMatch(/Northwind Freight · renewal/)
  })

  test('letters that one doesn’t have on one’s keyboard are found by those that one has', async () => {
    const both = /Which one\?.*\[Sønderrup Distribution ApS\] \[Sønderrup Transport\]/s
    expect(await ask('/persona prep sonderrup')).toMatch(both)
    expect(await ask('/persona prep sonderup')).toMatch(both)
    expect(await ask('/persona prep sonderrup transport')).toContain('Sønderrup Transport · adoption')
    expect(await ask('/persona prep логистика')).toContain('Логистика Север · adoption')
  })

  test('who has left is said to have, and since when, instead of what they paid', async () => {
    expect(await ask('/persona prep D-1')).toMatch(
      /Sønderrup Distribution ApS · churn, left on \d+ \w+ 20\d\d\n/,
    )
  })

  test('of a deal one hears who decides: the people of its account, and whom nobody is known to be', async () => {
    const open = { accountId: 'N-1', stage: 'Contract', openedOn: new Date('2026-10-03') }
    const elsewhere = { dealId: 'OPP-8', accountId: 'N-404', outcome: 'won' }
    await database.db.deal.createMany({ data: [{ dealId: 'OPP-7', ...open }, elsewhere] })
    const said = await ask('/persona who opp-7')
    expect(said).toMatch(/Deal OPP-7 of Northwind Freight is open, at “Contract”, since 3 Oct 2026\./)
    expect(said).toMatch(/You'll meet .*Helen Ashby, Head of dispatch: Carla \(champion; tagged\)/)
    expect(said).toMatch(/Nobody known yet as Ravi/)
    expect(await ask('/persona who OPP-8')).toMatch(/belongs to N-404, an account that has not come in yet/)
  })

  test('nobody known is no reason not to prepare', async () => {
    const said = await ask('/persona prep S-2')
    expect(said).toMatch(/Southgate Storage Ltd · awareness/)
    expect(said).toMatch(/Who they are nobody has said yet/)
    expect(said).toMatch(/Lately: nothing in the last 30 days/)
    expect(said).toMatch(/Ask: “/)
  })

  test('a name full of signs is shown as it is, and pings nobody', async () => {
    expect(await ask('/persona prep Z-1')).toContain('Zzyzx & <@U1> *Sons* · adoption')
  })

  test('an account that nobody has heard of is said to be so, and a question is answered instead', async () => {
    expect(await ask('/persona prep xyzzy')).toContain('I know no account called xyzzy')
    expect(await ask('/persona prep')).toContain('Whom are you going to meet?')
    expect(await ask('/persona prepare for a renewal with carla')).toMatch(/Carla at renewal/)
  })
})
