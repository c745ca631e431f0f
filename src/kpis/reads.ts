/** The tables that a KPI may be computed from. */
export const LOOKED_AT = [
  'accounts',
  'account_months',
  'contacts',
  'deals',
  'tickets',
  'surveys',
  'touches',
  'spend',
  'events',
] as const
