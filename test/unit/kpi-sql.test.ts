import { describe, expect, test } from 'vitest'
import { mistakeIn, sqlFor } from '#src/kpis/sql-text.ts'

const span = {
  from: Temporal.PlainDate.from('2026-03-01'),
  until: Temporal.PlainDate.from('2026-04-01'),
  zone: 'Europe/Berlin',
}

test('a period stands where the definition says so, as days and as moments of the team’s zone', () => {
  expect(sqlFor('SELECT 1 WHERE a >= :from AND b < :until_time', span)).toBe(
    "SELECT 1 WHERE a >= DATE '2026-03-01' AND b < TIMESTAMPTZ '2026-03-31T22:00:00Z'",
  )
})

test('nothing is put into strings, quoted names and casts, and comments are left out', () => {
  expect(sqlFor(`SELECT ':from', "a:from", x::from -- :from it's`, span)).toBe(
    `SELECT ':from', "a:from", x::from  `,
  )
})

describe('a text is refused that is not one SELECT which reads one period', () => {
  const refused: [string, RegExp][] = [
    ['DELETE FROM accounts', /one SELECT/],
    ['', /one SELECT/],
    ['SELECT 1 WHERE x = :from; DROP TABLE accounts', /without ;/],
    ['WITH gone AS (DELETE FROM accounts RETURNING 1) SELECT :from', /without DELETE/],
    ['SELECT :from INTO copied', /without INTO/],
    ['WITH RECURSIVE n AS (SELECT 1) SELECT :from', /without RECURSIVE/],
    ['SELECT 1 FROM accounts', /one period/],
    ['SELECT :month', /no :month/],
    ['SELECT :from) UNION (SELECT 1', /brackets/],
    ['SELECT (:from', /brackets/],
    ["SELECT 'open WHERE :from", /quote/],
    ["SELECT E'\\'; DROP TABLE accounts; --' WHERE :from", /without/],
    ['SELECT $$a$$ WHERE :from', /without \$/],
    ['SELECT :from /* open', /without/],
    ['SELECT :from /* a /* b */ */', /without/],
  ]
  for (const [sql, why] of refused) test(sql || 'nothing', () => expect(mistakeIn(sql)).toMatch(why))
})

test('words that only look like it are let through', () => {
  expect(
    mistakeIn("/* why */ with a as (select deleted_on, 'insert; into' from x where y = :from) select 1"),
  ).toBe(undefined)
})
