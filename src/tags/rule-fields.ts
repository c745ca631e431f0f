import type { RuleField } from '#src/rules/names.ts'

/** What tag rules know of an account beside what every rule does. */
export const TAG_FIELDS: RuleField[] = [
  { path: 'account.ticketCategory', type: 'text', title: 'most tickets about' },
]
