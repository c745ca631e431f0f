import type { SimulatedContact } from './contacts.ts'
import { prospectOf } from './deals.ts'
import { industryOf } from './industries.ts'
import type { SimulatedLead } from './leads.ts'
import type { SimulatedAccount } from './simulate.ts'
import { type Columns, units } from './write-rows.ts'

export const accountColumns = (owners: string[]): Columns<SimulatedAccount> => ({
  account_id: ['text', ({ id }) => id],
  name: ['text', ({ name }) => name],
  persona: ['text', personaOf],
  started_on: ['date', ({ startedOn }) => startedOn.toString()],
  ended_on: ['date', ({ endedOn }) => endedOn?.toString()],
  owner: ['text', (_account, index) => owners[index % owners.length]],
  attributes: ['jsonb', (account) => JSON.stringify(attributesOf(account))],
})

function attributesOf(account: SimulatedAccount): object {
  const { country, vehicles, trade, onboardingDays, termMonths, renewsOn } = account
  const company = { country, vehicles, industry: industryOf(trade), employees: Math.round(vehicles * 2.6) }
  const contract = { onboarding_days: onboardingDays, term_months: termMonths }
  return { ...company, ...contract, ...(renewsOn && { renews_on: renewsOn.toString() }) }
}

function personaOf({ persona, tagged }: SimulatedAccount): string | undefined {
  return tagged ? persona : undefined
}

type Month = SimulatedAccount['months'][number] & { account: SimulatedAccount; text: string }

/** A list for each month, the oldest first, as they would have come in. */
export function monthsOf(accounts: SimulatedAccount[]): Month[][] {
  const all = accounts.flatMap((account) => account.months.map((month) => ({ ...month, account })))
  return [...Map.groupBy(all, ({ month }) => month)]
    .toSorted(([a], [b]) => a - b)
    .map(([, months]) => {
      const text = months[0]?.day.toString() ?? ''
      return months.map((month) => ({ ...month, text }))
    })
}

export const monthColumns: Columns<Month> = {
  account_id: ['text', ({ account }) => account.id],
  month: ['date', ({ text }) => text],
  persona: ['text', ({ account }) => personaOf(account)],
  mrr_start: ['numeric', ({ start }) => units(start)],
  mrr_new: ['numeric', (month) => units(month.new)],
  mrr_reactivation: ['numeric', ({ reactivation }) => units(reactivation)],
  mrr_expansion: ['numeric', ({ expansion }) => units(expansion)],
  mrr_contraction: ['numeric', ({ contraction }) => units(contraction)],
  mrr_churned: ['numeric', ({ churned }) => units(churned)],
  mrr_end: ['numeric', ({ end }) => units(end)],
  tickets: ['int', ({ ticketCosts }) => ticketCosts.length],
  support_cost: ['numeric', ({ supportCost }) => units(supportCost)],
  active_days: ['int', ({ activeDays }) => activeDays],
}

export const contactColumns: Columns<SimulatedContact> = {
  contact_id: ['text', ({ id }) => id],
  account_id: ['text', ({ accountId }) => accountId],
  name: ['text', ({ name }) => name],
  role: ['text', ({ role }) => role],
  seniority: ['text', ({ seniority }) => seniority],
  title: ['text', ({ title }) => title],
  persona: ['text', ({ persona }) => persona],
}

export const leadColumns: Columns<SimulatedLead> = {
  contact_id: ['text', ({ id }) => id],
  account_id: ['text', (lead) => prospectOf(lead)],
  role: ['text', ({ role }) => role],
  is_lead: ['boolean', () => true],
  disqualified_on: ['date', ({ disqualifiedOn }) => disqualifiedOn?.toString()],
  persona: ['text', ({ persona }) => persona],
  attributes: ['jsonb', ({ attributes }) => JSON.stringify(attributes)],
}
