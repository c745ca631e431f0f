import type { Table } from '#src/ingest/table.ts'

/** Visits of people from outside, each a session: where they came from, where they landed, whether they signed up. */
export const touchesTable: Table = {
  name: 'touches',
  columns: [
    { name: 'user_id', type: 'id', required: true },
    { name: 'account_id', type: 'id' },
    { name: 'at', type: 'time', required: true },
    { name: 'utm_source', type: 'text' },
    { name: 'utm_medium', type: 'text' },
    { name: 'utm_campaign', type: 'text' },
    { name: 'landing_page', type: 'text', longest: 4_000 },
    { name: 'referrer', type: 'text', longest: 4_000 },
    { name: 'is_signup', type: 'boolean', whenEmpty: 'false' },
  ],
  key: ['user_id', 'at'],
  rules: [],
  keepsTime: false,
}
