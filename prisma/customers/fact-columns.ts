import type { SimulatedSpend, SimulatedTouch } from './campaigns.ts'
import type { SimulatedDeal } from './deals.ts'
import type { SimulatedSurvey } from './surveys.ts'
import type { SimulatedTicket } from './tickets.ts'
import { type Columns, units } from './write-rows.ts'

const time = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString()

export const dealColumns: Columns<SimulatedDeal> = {
  deal_id: ['text', ({ id }) => id],
  account_id: ['text', ({ accountId }) => accountId],
  stage: ['text', ({ stage }) => stage],
  opened_on: ['date', ({ openedOn }) => openedOn.toString()],
  closed_on: ['date', ({ closedOn }) => closedOn?.toString()],
  outcome: ['text', ({ outcome }) => outcome],
  amount: ['numeric', ({ amount }) => units(amount)],
  loss_reason: ['text', ({ lossReason }) => lossReason],
  competitor: ['text', ({ competitor }) => competitor],
  attributes: ['jsonb', ({ attributes }) => JSON.stringify(attributes)],
}

export const ticketColumns: Columns<SimulatedTicket> = {
  ticket_id: ['text', ({ id }) => id],
  account_id: ['text', ({ accountId }) => accountId],
  opened_at: ['timestamptz', ({ openedAt }) => time(openedAt)],
  resolved_at: ['timestamptz', ({ resolvedAt }) => time(resolvedAt)],
  category: ['text', ({ category }) => category],
  escalated: ['boolean', ({ escalated }) => escalated],
  first_contact_resolved: ['boolean', ({ firstContactResolved }) => firstContactResolved],
  reopened: ['boolean', ({ reopened }) => reopened],
  cost: ['numeric', ({ cost }) => units(cost)],
  csat: ['numeric', ({ csat }) => csat],
}

export const surveyColumns: Columns<SimulatedSurvey> = {
  survey_id: ['text', ({ id }) => id],
  account_id: ['text', ({ accountId }) => accountId],
  kind: ['text', ({ kind }) => kind],
  score: ['numeric', ({ score }) => score],
  comment: ['text', ({ comment }) => comment],
  at: ['timestamptz', ({ at }) => at],
}

export const touchColumns: Columns<SimulatedTouch> = {
  user_id: ['text', ({ userId }) => userId],
  at: ['timestamptz', ({ at }) => at],
  account_id: ['text', ({ accountId }) => accountId],
  utm_source: ['text', ({ source }) => source],
  utm_medium: ['text', ({ medium }) => medium],
  utm_campaign: ['text', ({ campaign }) => campaign],
  landing_page: ['text', ({ landingPage }) => landingPage],
  referrer: ['text', ({ referrer }) => referrer],
  is_signup: ['boolean', ({ isSignup }) => isSignup],
}

export const spendColumns: Columns<SimulatedSpend> = {
  campaign: ['text', ({ campaign }) => campaign],
  month: ['date', ({ month }) => month.toString()],
  amount: ['numeric', ({ cents }) => units(cents)],
}
