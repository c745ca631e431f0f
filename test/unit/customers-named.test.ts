import { describe, expect, test } from 'vitest'
import type { AccountName } from '#src/accounts/account-name.ts'
import { customersIn } from '#src/accounts/named-in.ts'
import { canOnlyBeName, perhapsMistyped } from '#src/accounts/only-name.ts'
import { replaceIn } from '#src/accounts/replaced.ts'

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
  account('Salesforce'),
  account('Lumetra'),
  account('Fahrer Union'),
  account('Roadmap AG'),
  account('Berlin Cargo GmbH'),
  account('European Cargo'),
  account('Monday.com Ltd'),
  account('Fixed Price Ltd'),
  account('Lunch Garden'),
]

/** The knowledge base has these words alone. */
const KNOWN = new Set(['price', 'renewal', 'brothers', 'carla', 'sicherheit', 'northwind', 'salesforce'])
const index = { knows: (word: string) => KNOWN.has(word) }

const namedIn = (text: string) =>
  customersIn(text, ACCOUNTS, canOnlyBeName(text, index)).map(({ accounts, places }) => [
    places.map(({ from, to }) => text.slice(from, to)).join(' … '),
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
    ['what to say to Harbor Light', [['Harbor Light', 'Harbor Light']]],
    ['what do they want at harbor light', [['harbor light', 'Harbor Light']]],
    ['what do they want at salesforce', [['salesforce', 'Salesforce']]],
    ['how do I answer salesforce on price', [['salesforce', 'Salesforce']]],
    ['lumetra?', [['lumetra', 'Lumetra']]],
    ['who is harbor light', [['harbor light', 'Harbor Light']]],
    ['was sagt der Chef bei Fahrer Union', [['Fahrer Union', 'Fahrer Union']]],
    ['was sagt der Chef bei Sicherheit', [['Sicherheit', 'Sicherheit Nord GmbH']]],
    ['northwind wants less. How do I answer Northwind?', [['northwind … Northwind', 'Northwind Freight']]],
  ])('“%s” names one', (text, named) => {
    expect(namedIn(text)).toEqual(named)
  })

  test.each([
    'is there a harbor where we may unload',
    'how do I answer carla on price?',
    'what do they say at price reviews',
    'is it live in 180 days',
    'was hält carla von sicherheit im netz',
    'was sagen die Fahrer zum Preis?',
    'is there a harbor light on the quay',
    'what is on the roadmap?',
    'what do customers in Berlin fear?',
    'how do European customers decide?',
    'can we talk about price on Monday?',
    'do we integrate with Salesforce?',
    'why do they want a fixed price?',
    'lunch is when they call',
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

  test('several are named in their order', () => {
    expect(namedIn('compare winterwick and northwind freight with N-1')).toEqual([
      ['winterwick', 'Winterwick'],
      ['northwind freight … N-1', 'Northwind Freight'],
    ])
  })
})

test.each([
  [
    'somebody whose name holds their company’s',
    [
      [5, 14, ''],
      [10, 14, 'Carla'],
    ],
    'does Carla fear it',
  ],
  [
    'two places of one',
    [
      [0, 4, 'Finn'],
      [20, 22, 'Finn'],
    ],
    'Finn Jens Holm fear Finn',
  ],
])('replaced: %s', (_what, parts, text) => {
  const replaced = (parts as [number, number, string][]).map(([from, to, by]) => ({ from, to, by }))
  expect(replaceIn('does Jens Holm fear it', replaced)).toBe(text)
})

test('a word that lists know is no mistyped name', () => {
  const odd = (text: string) => perhapsMistyped(text, index)
  expect(odd('what do customers from Bremen fear about nortwhind?')).toEqual(['nortwhind'])
  expect(odd('was fürchten deutsche spediteure?')).toEqual([])
  expect(odd('nortwhind')).toEqual(['nortwhind'])
})
