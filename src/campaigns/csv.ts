import { csvLine } from '#src/cli/csv.ts'
import type { Attributed } from './attribution.ts'
import type { Buyers } from './buyers.ts'
import { allot } from './spend.ts'

/** A name out of a link may be anything; a spreadsheet is not to take it for a formula. */
const named = (name: string): string => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)

/** Who signs up and what accounts pay a year, by bucket. */
export const buyersCsv = ({ by, buckets }: Buyers): string =>
  [
    csvLine([by, 'sign_ups', 'paying_accounts', 'arr']),
    ...buckets.map(({ bucket, signups, accounts, arr }) => csvLine([named(bucket), signups, accounts, arr])),
  ].join('\n')

const HEAD = [
  ...['users', 'sessions', 'sign_ups', 'first_touch_accounts', 'first_touch_arr', 'last_touch_arr', 'spend'],
  'spend_by_revenue',
]

/** First and last touch by campaign, channel or landing page; of campaigns with what they cost, and would by revenue. */
export function campaignsCsv(by: string, rows: Attributed[]): string {
  const allotted = new Map(allot(rows).rows.map(({ name, byRevenue }) => [name, byRevenue.toFixed(2)]))
  const cells = rows.map((row) => [
    ...[named(row.name), row.users, row.sessions, row.signups],
    ...[row.firstAccounts, row.firstArr, row.lastArr, row.spend ?? '', allotted.get(row.name) ?? ''],
  ])
  return [csvLine([by, ...HEAD]), ...cells.map(csvLine)].join('\n')
}
