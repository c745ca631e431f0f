import { describe, expect, test } from 'vitest'
import type { AccountName } from '#src/accounts/account-name.ts'
import { customersIn } from '#src/accounts/named-in.ts'
import { canOnlyBeName } from '#src/accounts/only-name.ts'

const account = (name: string, id = name): AccountName => ({ id, name, persona: undefined })
const ACCOUNTS = [
  account('Northwind Freight', 'N-1'),
  account('Southgate Haulage Ltd'),
  account('Southgate Storage Ltd'),
  account('Winterwick'),
  account('Winterwick Group'),
  account('Sønderrup-Fragt A/S'),
  account('Harbor Light'),
  account('Price Brothers'),
  account('Логистика Север'),
  account('Sicherheit Nord GmbH'),
  account('180'),
]

/** The knowledge base has these words alone. */
const KNOWN = new Set(['price', 'renewal', 'brothers', 'carla', 'sicherheit', 'northwind'])
const index = { knows: (word: string) => KNOWN.has(word) }

const namedIn = (text: string) =>
  customersIn(text, ACCOUNTS, canOnlyBeName(text, index)).map(({ accounts, from, to }) => [
    text.slice(from, to),
    ...accounts.map(({ name }) => name),
  ])

describe('of the customers that a question may name', () => {
  test.each([
    ['how do I answer northwind freight on price?', [['northwind freight', 'Northwind Freight']]],
    ["what are Northwind Freight's fears", [['Northwind Freight', 'Northwind Freight']]],
    ['how do I answer northwind on price?', [['northwind', 'Northwind Freight']]],
    ['objection N-1 price', [['N-1', 'Northwind Freight']]],
    ['a call with Southgate Storage', [['Southgate Storage', 'Southgate Storage Ltd']]],
    ['what does sonderrup fragt fear', [['sonderrup fragt', 'Sønderrup-Fragt A/S']]],
    ['what does Sønderrup fear', [['Sønderrup', 'Sønderrup-Fragt A/S']]],
    ['что важно для логистика север?', [['логистика север', 'Логистика Север']]],
    ['what to say to harbor light', [['harbor light', 'Harbor Light']]],
    ['what do they want at harbor', [['harbor', 'Harbor Light']]],
    ['harbor wants to wait', [['harbor', 'Harbor Light']]],
  ])('“%s” names one', (text, named) => {
    expect(namedIn(text)).toEqual(named)
  })

  test.each([
    'is there a harbor where we may unload',
    'how do I answer carla on price?',
    'what do they say at price reviews',
    'is it live in 180 days',
    'was hält carla von sicherheit im netz',
    '',
    '???',
  ])('“%s” names none', (text) => {
    expect(namedIn(text)).toEqual([])
  })

  test('several that are called so may be meant, and all of a name means the one of that name', () => {
    expect(namedIn('how do I answer southgate?')).toEqual([
      ['southgate', 'Southgate Haulage Ltd', 'Southgate Storage Ltd'],
    ])
    expect(namedIn('winterwick group on price')).toEqual([['winterwick group', 'Winterwick Group']])
    expect(namedIn('what does winterwick fear')).toEqual([['winterwick', 'Winterwick']])
  })

  test('two are named in their order, and no more', () => {
    const text = 'compare winterwick and northwind freight with harbor light'
    expect(namedIn(text)).toEqual([
      ['northwind freight', 'Northwind Freight'],
      ['harbor light', 'Harbor Light'],
    ])
  })
})
