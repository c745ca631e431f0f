import type { Hidden } from '#src/dictionary/sight.ts'
import type { Attributed } from './attribution.ts'
import type { BuyersBy } from './target-buyers.ts'

const REVENUE = 'account_months.mrr_end'
/** What a campaign cost. */
export const COST = 'spend.amount'
/** The columns without which campaigns say nothing. */
export const CAMPAIGN_COLUMNS = [REVENUE, 'touches.utm_campaign']

/** The columns behind each word by which buyers are sorted. */
const SORTED_BY: Record<string, string> = {
  role: 'contacts.role',
  title: 'contacts.title',
  industry: 'accounts.industry',
  size: 'accounts.employees',
  persona: 'accounts.persona',
}

/** The columns that buyers show, sorted this way. */
export const buyersColumns = (by: BuyersBy): string[] => [
  REVENUE,
  ...by.split(' ').flatMap((word) => SORTED_BY[word] ?? []),
]

/** Campaigns without what they cost, where that is kept from somebody; and what was left out. */
export function withoutCost(rows: Attributed[], hidden: Hidden): [rows: Attributed[], leftOut: string[]] {
  const kept = hidden.get(COST)
  if (!kept || rows.every(({ spend }) => spend === null)) return [rows, []]
  return [rows.map((row) => ({ ...row, spend: null })), [kept.title]]
}
