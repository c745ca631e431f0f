import type { Table } from '#src/ingest/table.ts'

/** People at accounts, and leads. A prospect's account need not be a customer's, so that any id is taken. */
export const contactsTable: Table = {
  name: 'contacts',
  columns: [
    { name: 'contact_id', type: 'id', required: true },
    { name: 'account_id', type: 'id' },
    { name: 'name', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'role', type: 'text' },
    { name: 'seniority', type: 'text' },
    { name: 'title', type: 'text' },
    { name: 'is_lead', type: 'boolean', whenEmpty: 'false' },
    { name: 'disqualified_on', type: 'date' },
    { name: 'persona', type: 'persona' },
  ],
  key: ['contact_id'],
  rules: [
    {
      reason: 'disqualified_on is given for somebody who is no lead: is_lead has to be true',
      needs: ['disqualified_on'],
      broken: 'disqualified_on IS NOT NULL AND is_lead IS NOT TRUE',
    },
  ],
  tags: 'contact',
  keepsTime: true,
  keepsGone: true,
}
