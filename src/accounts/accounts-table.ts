import type { Table } from '#src/ingest/table.ts'

/** Customers, as a source names them. */
export const accountsTable: Table = {
  name: 'accounts',
  columns: [
    { name: 'account_id', type: 'id', required: true },
    { name: 'name', type: 'text', required: true },
    { name: 'persona', type: 'persona' },
    { name: 'started_on', type: 'date' },
    { name: 'ended_on', type: 'date' },
    { name: 'owner', type: 'text' },
  ],
  key: ['account_id'],
  rules: [
    {
      reason: 'ended_on lies before started_on',
      needs: ['started_on', 'ended_on'],
      broken: 'ended_on < started_on',
    },
  ],
  tags: 'account',
  keepsTime: true,
  keepsGone: true,
}
