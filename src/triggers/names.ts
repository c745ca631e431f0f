import type { RuleField, RuleNames } from '#src/rules/names.ts'

/** What a trigger knows of an account beside what every rule does. */
const ACCOUNT: RuleField[] = [
  { path: 'account.tickets', type: 'number', title: 'tickets in the closed month' },
  { path: 'account.ticketsUsual', type: 'number', title: 'tickets in a usual month' },
  { path: 'account.ticketsMonths', type: 'number', title: 'months of tickets before' },
]

/** What a trigger may speak of, with these signals by their slugs, each with what a customer did. */
export const namesWith = (signals: { slug: string; title: string; said?: string }[]): RuleNames => ({
  fields: ACCOUNT,
  signals,
})
