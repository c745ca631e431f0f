import { notNegative, type Table } from '#src/ingest/table.ts'

/** Deals with customers and with those who may become one: an account that is not there yet may come later. */
export const dealsTable: Table = {
  name: 'deals',
  columns: [
    { name: 'deal_id', type: 'id', required: true },
    { name: 'account_id', type: 'id', required: true },
    { name: 'stage', type: 'text' },
    { name: 'opened_on', type: 'date' },
    { name: 'closed_on', type: 'date' },
    { name: 'outcome', type: 'text', oneOf: ['won', 'lost', 'open'] },
    { name: 'amount', type: 'money' },
    { name: 'loss_reason', type: 'text' },
    { name: 'competitor', type: 'text' },
  ],
  key: ['deal_id'],
  rules: [
    {
      reason: 'closed_on lies before opened_on',
      needs: ['opened_on', 'closed_on'],
      broken: 'closed_on < opened_on',
    },
    {
      reason: 'closed_on is missing of a deal that is won or lost',
      needs: ['outcome', 'closed_on'],
      broken: "outcome IN ('won', 'lost') AND closed_on IS NULL",
    },
    {
      reason: 'loss_reason is given for a deal that is not lost',
      needs: ['outcome', 'loss_reason'],
      broken: "loss_reason IS NOT NULL AND outcome IS DISTINCT FROM 'lost'",
    },
    notNegative('amount'),
  ],
  keepsTime: true,
  keepsGone: true,
}
