import type { Attributed } from './attribution.ts'

/** What a campaign costs and brings, and what it would cost if all that is spent followed what it brings. */
export type Allotted = { name: string; spend: number; revenue: number; accounts: number; byRevenue: number }

/** Of fewer accounts that any campaign brought an allotment would be chance. */
export const LEAST_ALLOTTED = 30

/**
 * All that is spent, allotted to campaigns by what accounts pay a year that they brought: half of it by first touch, half
 * by last touch. `moved`: how much of it would be spent elsewhere. Without accounts enough none.
 */
export function allot(rows: Attributed[]): { rows: Allotted[]; moved: number; accounts: number } {
  const named = rows.filter(
    ({ name, spend, firstArr, lastArr }) => name !== '' && (spend ?? 0) + firstArr + lastArr > 0,
  )
  const accounts = sum(named.map(({ firstAccounts }) => firstAccounts))
  const revenueOf = ({ firstArr, lastArr }: Attributed) => (firstArr + lastArr) / 2
  const [spent, brought] = [sum(named.map(({ spend }) => spend ?? 0)), sum(named.map(revenueOf))]
  if (accounts < LEAST_ALLOTTED || spent === 0 || brought === 0) return { rows: [], moved: 0, accounts }
  const allotted = named.map((row): Allotted => {
    const revenue = revenueOf(row)
    const byRevenue = (spent * revenue) / brought
    return { name: row.name, spend: row.spend ?? 0, revenue, accounts: row.firstAccounts, byRevenue }
  })
  const moved = sum(allotted.map(({ spend, byRevenue }) => Math.max(0, byRevenue - spend)))
  return { rows: allotted.toSorted((a, b) => b.byRevenue - a.byRevenue), moved, accounts }
}

const sum = (values: number[]): number => values.reduce((all, each) => all + each, 0)
