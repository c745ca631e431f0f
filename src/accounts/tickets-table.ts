import { notNegative, type Table } from '#src/ingest/table.ts'

/** Support tickets, each with what it cost. */
export const ticketsTable: Table = {
  name: 'tickets',
  columns: [
    { name: 'ticket_id', type: 'id', required: true },
    { name: 'account_id', type: 'id', required: true },
    { name: 'opened_at', type: 'time', required: true },
    { name: 'resolved_at', type: 'time' },
    { name: 'category', type: 'text' },
    { name: 'escalated', type: 'boolean' },
    { name: 'first_contact_resolved', type: 'boolean' },
    { name: 'reopened', type: 'boolean' },
    { name: 'cost', type: 'money' },
    { name: 'csat', type: 'score' },
  ],
  key: ['ticket_id'],
  rules: [
    {
      reason: 'resolved_at lies before opened_at',
      needs: ['resolved_at'],
      broken: 'resolved_at < opened_at',
    },
    notNegative('cost'),
    { reason: 'csat is not from 0 to 100', needs: ['csat'], broken: 'csat NOT BETWEEN 0 AND 100' },
  ],
  keepsTime: false,
  keepsGone: true,
}
