import { expect, test } from 'vitest'
import { selectedColumns } from '#src/sources/selected-columns.ts'

test.each([
  ['SELECT id AS ticket_id, topic FROM input', ['ticket_id', 'topic']],
  ['select a.id as "Account_Id", b.name FROM a JOIN b USING (id)', ['account_id', 'name']],
  ["SELECT DISTINCT replace(cost, ',', '.') AS amount, currency FROM input;", ['amount', 'currency']],
  ['SELECT (SELECT max(x) AS y FROM t) AS newest, count(*) n FROM input', ['newest', 'n']],
  ['WITH early AS (SELECT a, b FROM input) SELECT a AS one FROM early WHERE b > 1', ['one']],
  [
    "SELECT CASE WHEN won THEN 'from, to' ELSE 'x' END AS outcome, 'it''s, so' AS said FROM input",
    ['outcome', 'said'],
  ],
  ['SELECT a AS one -- not, two\n, /* nor, three */ b AS four FROM input', ['one', 'four']],
  ['SELECT changed::TIMESTAMPTZ AS changed_at, x::DATE, upper(name) FROM input', ['changed_at']],
  ['SELECT * FROM input', []],
  ['SELECT * EXCLUDE (secret), input.*, total AS cost FROM input', ['cost']],
  ['SELECT a AS one FROM x UNION ALL SELECT b AS two FROM y', ['one']],
  ['SELECT Id AS account_id, Owner.Email AS owner FROM Account', ['account_id', 'owner']],
  ['', []],
])('%s gives %j', (select, columns) => {
  expect(selectedColumns(select)).toEqual(columns)
})
