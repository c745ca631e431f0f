import { beforeAll, expect, test } from 'vitest'
import { readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { EVERYBODY } from '#src/campaigns/target-buyers.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const MONTH = new Date('2026-10-01')
const at = (day: string) => new Date(`2026-0${day}T10:00:00Z`)

/**
 * By hand. A pays 100 a month, B 50, C 10, D nothing any more, E 40 without any visit. A has three users, of whom the IT
 * one came first, and Ann signed up first.
 */
onEveryEngine((engine) => {
  const database = useDatabase(engine)

  beforeAll(async () => {
    const { db } = database
    const account = (accountId: string, industry: string, employees: number) => ({
      accountId,
      name: accountId,
      attributes: { industry, employees },
    })
    await db.account.createMany({
      data: [
        account('A', 'Cold chain', 300),
        account('B', 'Haulage', 30),
        account('C', 'Haulage', 10),
        account('D', 'Haulage', 60),
        { accountId: 'E', name: 'E' },
      ],
    })
    const month = (accountId: string, mrrEnd: number) => ({
      accountId,
      month: MONTH,
      mrrStart: mrrEnd,
      mrrEnd,
    })
    await db.accountMonth.createMany({
      data: [
        month('A', 100),
        month('B', 50),
        month('C', 10),
        month('D', 0),
        month('E', 40),
        { ...month('A', 9999), month: new Date('2026-09-01') },
      ],
    })
    const contact = (contactId: string, accountId: string, role: string) => ({ contactId, accountId, role })
    await db.contact.createMany({
      data: [
        contact('ann', 'A', 'Operations'),
        contact('art', 'A', 'IT'),
        contact('aki', 'A', 'Finance'),
        contact('bea', 'B', 'Operations'),
        contact('cem', 'C', 'Finance'),
        contact('dan', 'D', 'Operations'),
      ],
    })
    const touch = (userId: string, day: string, utmCampaign: string | null, isSignup = false) => ({
      userId,
      at: at(day),
      utmCampaign,
      utmMedium: utmCampaign && 'email',
      landingPage: '/',
      isSignup,
    })
    await db.touch.createMany({
      data: [
        touch('art', '1-01', 'webinar'),
        touch('ann', '2-01', 'letter'),
        touch('ann', '2-09', 'search', true),
        touch('aki', '3-01', 'webinar', true),
        touch('bea', '1-05', 'letter', true),
        touch('bea', '4-05', 'webinar'),
        touch('cem', '1-07', null, true),
        touch('dan', '1-08', 'search', true),
        touch('stranger', '1-09', 'search'),
      ],
    })
    const spend = (campaign: string, month: string, amount: number) => ({
      campaign,
      month: new Date(month),
      amount,
    })
    await db.spend.createMany({
      data: [
        spend('webinar', '2026-01-01', 500),
        spend('webinar', '2026-02-01', 250),
        spend('fair', '2026-02-01', 99),
      ],
    })
  })

  test('what accounts pay counts once, in the bucket of who of them signed up first', async () => {
    const { buckets, total } = await readBuyers(database.db, 'role', EVERYBODY)
    expect(buckets).toEqual([
      { bucket: 'Operations', signups: 3, accounts: 2, arr: 1800 },
      { bucket: '', signups: 0, accounts: 1, arr: 480 },
      { bucket: 'Finance', signups: 2, accounts: 1, arr: 120 },
    ])
    expect(total).toEqual({ signups: 5, accounts: 4, arr: 2400 })
  })

  test.each(['role', 'industry', 'size', 'role and size', 'persona'] as const)(
    'by %s the buckets add up to the same total',
    async (by) => {
      expect((await readBuyers(database.db, by, EVERYBODY)).total).toEqual({
        signups: 5,
        accounts: 4,
        arr: 2400,
      })
    },
  )

  test('sizes and industries are those of the company', async () => {
    const bySize = await readBuyers(database.db, 'size', EVERYBODY)
    expect(bySize.buckets.map(({ bucket, arr, signups }) => [bucket, arr, signups])).toEqual([
      ['250 to 999', 1200, 2],
      ['20 to 49', 600, 1],
      ['', 480, 0],
      ['1 to 19', 120, 1],
      ['50 to 249', 0, 1],
    ])
    const target = { industries: ['haulage'], roles: ['Operations'], least: 20 }
    expect((await readBuyers(database.db, 'industry', target)).buckets).toEqual([
      { bucket: 'Haulage', signups: 2, accounts: 1, arr: 600 },
    ])
  })

  test('first touch is what brought an account, last touch what converted it, and both add up to all ARR', async () => {
    const { rows, arr } = await readAttribution(database.db, 'campaign', EVERYBODY)
    const none = { users: 0, sessions: 0, signups: 0, firstArr: 0, lastArr: 0, firstAccounts: 0 }
    expect(rows).toEqual([
      {
        name: 'webinar',
        users: 3,
        sessions: 3,
        signups: 1,
        firstArr: 1200,
        lastArr: 0,
        firstAccounts: 1,
        spend: 750,
      },
      {
        name: '',
        users: 1,
        sessions: 1,
        signups: 1,
        firstArr: 600,
        lastArr: 600,
        firstAccounts: 2,
        spend: null,
      },
      {
        name: 'letter',
        users: 2,
        sessions: 2,
        signups: 1,
        firstArr: 600,
        lastArr: 600,
        firstAccounts: 1,
        spend: null,
      },
      {
        name: 'search',
        users: 3,
        sessions: 3,
        signups: 2,
        firstArr: 0,
        lastArr: 1200,
        firstAccounts: 0,
        spend: null,
      },
      { name: 'fair', ...none, spend: 99 },
    ])
    expect(arr).toBe(2400)
    expect(rows.reduce((sum, { lastArr }) => sum + lastArr, 0)).toBe(2400)
  })

  test('of target buyers alone the same', async () => {
    const target = { ...EVERYBODY, least: 20 }
    const { rows, arr } = await readAttribution(database.db, 'channel', target)
    expect(arr).toBe(1800)
    expect(rows).toMatchObject([
      { name: 'email', users: 5, sessions: 7, signups: 4, firstArr: 1800, lastArr: 1800 },
    ])
  })
})
