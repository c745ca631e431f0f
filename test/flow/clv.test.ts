import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { writeYears } from '#test/support/contracts.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db, {
      now: () => Temporal.Instant.from('2026-11-10T09:00:00Z'),
    })
  })
  afterAll(() => company.close())

  async function ask(who: string, text: string) {
    await company.client.as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await company.client.as(who).read('#sales', { limit: 1 })
  }

  test('before there are account-months it says that there are none', async () => {
    expect(await ask('jonas', 'clv')).toMatch(/No account-months are here yet, so nobody can say/)
  })

  test('of one or two customers it says what it takes instead of a number', async () => {
    await writeYears(database.db, { ravi: { accounts: 2, renewed: [1] } })
    expect(await ask('jonas', 'clv')).toMatch(
      /can't be said yet: insufficient data: Ravi \(n = 2\)\.\s+It takes 30 customers/,
    )
    expect(await ask('jonas', 'clv ravi')).toMatch(/Ravi: insufficient data \(n = 2\)\./)
    for (const question of ['churn', 'support', 'expansion', 'why'])
      expect(await ask('jonas', `clv ${question}`)).not.toMatch(/undefined|NaN|Infinity|didn't work/)
  })

  test('of many it says who is worth most and why, and each question has a button', async () => {
    await writeYears(database.db, {
      carla: { accounts: 200, renewed: [160, 144], mrr: 300, support: 10 },
      gus: { accounts: 100, renewed: [50, 35], mrr: 100, support: 40 },
    })
    const said = await ask('jonas', 'clv')
    expect(said).toMatch(/Carla is worth most: €\d+ k over the whole relationship \(95 %: €.*, n 200\)\./)
    expect(said).toMatch(/Against Gus \(€[\d,]+\): \+€.* higher price/)
    expect(said).toMatch(/Leaves early: Gus, 50 % within 12 months, most at renewal/)
    expect(said).toMatch(/Ravi: insufficient data \(n = 2\)/)
    await company.client.as('jonas').click({ in: '#sales', label: 'Leaving' })
    await company.quiet()
    expect(await company.client.as('jonas').read('#sales', { limit: 1 })).toMatch(
      /Who leaves early, and when\?\s+1\. Gus: 0 % at onboarding, 0 % at adoption, 65 % at renewal/,
    )
  })

  test('a year’s contract is renewed once a year, as the model and Why? say', async () => {
    expect(await ask('jonas', 'clv carla')).toMatch(/By the sBG model/)
    expect(await ask('jonas', 'clv carla why')).toMatch(
      /Carla: renews every 12 months; α \d+\.\d{3}, β \d+\.\d{3}/,
    )
  })

  test('the five questions, the levers, each function, the curves and a scenario are answered from the same months', async () => {
    const said = await ask('jonas', 'clv questions')
    expect(said).toMatch(/five questions, until October 2026\s+1\. Highest CLV: Carla €/)
    expect(said).toMatch(/2\. Leaves early: Gus.*\s+3\. Dearest to support: Gus, €40/)
    expect(said).toMatch(/5\. Goes with renewing: /)
    expect(await ask('jonas', 'clv levers')).toMatch(/Fit in acquisition: Carla is worth €/)
    expect(await ask('jonas', 'clv curves')).toMatch(/Gus stays shortest: 50 % are there after 12 months/)
    expect(await ask('jonas', 'clv sales')).toMatch(
      /1\. Carla: €\d+ k a deal won, 20 % leave within 12 months/,
    )
    expect(await ask('jonas', 'scenario onboarding two weeks shorter carla')).toMatch(
      /Onboarding 14 days shorter, for Carla: history doesn't say/,
    )
    expect(await ask('jonas', 'scenario 12.5 % fewer tickets carla')).toMatch(/^.*\n +12\.5 % fewer tickets/)
    for (const text of [
      'clv renewal',
      'clv marketing',
      'clv product',
      'clv support',
      'scenario one ticket fewer',
    ])
      expect(await ask('jonas', text)).not.toMatch(/undefined|NaN|Infinity|didn't work/)
  })
})
