import { notNegative, type Table } from '#src/ingest/table.ts'

const MOVEMENTS = ['mrr_new', 'mrr_reactivation', 'mrr_expansion', 'mrr_contraction', 'mrr_churned']
const AMOUNTS = ['mrr_start', ...MOVEMENTS, 'mrr_end', 'tickets', 'support_cost', 'active_days']

/** Accounts by month, the grain of every KPI. */
export const accountMonthsTable: Table = {
  name: 'account_months',
  columns: [
    { name: 'account_id', type: 'account', required: true },
    { name: 'month', type: 'month', required: true },
    { name: 'persona', type: 'persona' },
    { name: 'mrr_start', type: 'money', required: true },
    ...MOVEMENTS.map((name) => ({ name, type: 'money' as const, whenEmpty: '0' })),
    { name: 'mrr_end', type: 'money', required: true },
    { name: 'tickets', type: 'count' },
    { name: 'support_cost', type: 'money' },
    { name: 'active_days', type: 'count' },
    { name: 'reconstructed', type: 'boolean', whenEmpty: 'false' },
  ],
  key: ['account_id', 'month'],
  // A source with nothing but start and end still says what happened, but for a customer that came back.
  derived: {
    mrr_new: 'CASE WHEN mrr_start = 0 THEN mrr_end END',
    mrr_expansion: 'CASE WHEN mrr_start > 0 AND mrr_end > mrr_start THEN mrr_end - mrr_start END',
    mrr_contraction: 'CASE WHEN mrr_end > 0 AND mrr_end < mrr_start THEN mrr_start - mrr_end END',
    mrr_churned: 'CASE WHEN mrr_end = 0 THEN mrr_start END',
    mrr_reactivation: 'NULL',
  },
  rules: [
    ...AMOUNTS.map(notNegative),
    {
      reason: 'active_days is more than the days of a month',
      needs: ['active_days'],
      broken: 'active_days > 31',
    },
    {
      reason: 'mrr_end is not mrr_start + new + reactivation + expansion - contraction - churned',
      needs: [],
      broken: `mrr_end <> mrr_start + coalesce(mrr_new, 0) + coalesce(mrr_reactivation, 0)
        + coalesce(mrr_expansion, 0) - coalesce(mrr_contraction, 0) - coalesce(mrr_churned, 0)`,
    },
  ],
  // The month's own tag is the account's as it is now, unless the source knows what it was.
  whenNew: { persona: 'known_accounts.persona' },
  keepsTime: false,
}
