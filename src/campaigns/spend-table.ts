import { notNegative, type Table } from '#src/ingest/table.ts'

/** What a campaign cost in a month, by the name that its links carry as utm_campaign. */
export const spendTable: Table = {
  name: 'spend',
  columns: [
    { name: 'campaign', type: 'text', required: true },
    { name: 'month', type: 'month', required: true },
    { name: 'amount', type: 'money', required: true },
  ],
  key: ['campaign', 'month'],
  rules: [notNegative('amount')],
  keepsTime: false,
}
