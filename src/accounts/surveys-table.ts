import type { Table } from '#src/ingest/table.ts'

/** Answers to surveys: would they recommend us (nps, 0 to 10), how content are they (csat, on one scale of the company's). */
export const surveysTable: Table = {
  name: 'surveys',
  columns: [
    { name: 'survey_id', type: 'id', required: true },
    { name: 'account_id', type: 'id', required: true },
    { name: 'kind', type: 'text', required: true, oneOf: ['nps', 'csat'] },
    { name: 'score', type: 'score', required: true },
    { name: 'comment', type: 'text', longest: 10_000 },
    { name: 'at', type: 'time', required: true },
  ],
  key: ['survey_id'],
  rules: [
    {
      reason: 'score is no whole number from 0 to 10, as nps asks for',
      needs: [],
      broken: "kind = 'nps' AND (score NOT BETWEEN 0 AND 10 OR score % 1 <> 0)",
    },
    {
      reason: 'score is not from 0 to 100',
      needs: [],
      broken: "kind = 'csat' AND score NOT BETWEEN 0 AND 100",
    },
  ],
  keepsTime: false,
}
