import { expect, test } from 'vitest'
import type { Attributed } from '#src/campaigns/attribution.ts'
import { campaignsCsv } from '#src/campaigns/csv.ts'
import { allot } from '#src/campaigns/spend.ts'

const row = (name: string, of: Partial<Attributed>): Attributed => ({
  ...{ name, users: 0, sessions: 0, signups: 0, firstArr: 0, lastArr: 0, firstAccounts: 0, spend: null },
  ...of,
})

test('what is spent follows what campaigns brought, half by first touch and half by last', () => {
  const { rows, moved, accounts } = allot([
    row('webinar', { firstArr: 6000, lastArr: 2000, firstAccounts: 25, spend: 300 }),
    row('letter', { firstArr: 2000, lastArr: 6000, firstAccounts: 10, spend: 500 }),
    row('', { firstArr: 9000, lastArr: 9000, firstAccounts: 50 }),
    row('fair', { spend: 200 }),
  ])
  expect(accounts).toBe(35)
  expect(rows.map(({ name, spend, byRevenue }) => [name, spend, byRevenue])).toEqual([
    ['webinar', 300, 500],
    ['letter', 500, 500],
    ['fair', 200, 0],
  ])
  expect(moved).toBe(200)
})

test('of few accounts, of nothing spent and of nothing brought none is made', () => {
  const few = row('webinar', { firstArr: 6000, lastArr: 2000, firstAccounts: 29, spend: 300 })
  expect(allot([few])).toEqual({ rows: [], moved: 0, accounts: 29 })
  expect(allot([{ ...few, firstAccounts: 30, spend: null }]).rows).toEqual([])
  expect(allot([]).rows).toEqual([])
})

test('a name out of a link is no formula in a spreadsheet', () => {
  const csv = campaignsCsv('campaign', [row('=HYPERLINK("http://x")', { users: 1 })])
  expect(csv.split('\n')[1]).toBe(`"'=HYPERLINK(""http://x"")",1,0,0,0,0,0,,`)
})
