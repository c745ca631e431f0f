import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkRule } from '#src/rules/check.ts'
import { compileRule } from '#src/rules/compile.ts'
import { type Condition, celToConditions, conditionsToCel, OPERATORS } from '#src/rules/conditions.ts'
import { sayRuleFault } from '#src/rules/fault.ts'
import { ruleInWords } from '#src/rules/in-words.ts'
import type { RuleNames } from '#src/rules/names.ts'
import { counterKey } from '#src/rules/needs.ts'
import { conditionOfRow, rowOf } from '#src/rules/picked.ts'

const names: RuleNames = {
  fields: [
    { path: 'account.vehicles', type: 'number', title: 'vehicles' },
    { path: 'account.mrr', type: 'number', title: 'monthly revenue', unit: 'EUR' },
    { path: 'account.peak', type: 'flag', title: 'a peak season' },
    { path: 'account.country', type: 'text', title: 'country' },
  ],
  signals: [
    { slug: 'planner-used', title: 'Planner used', said: 'uses the planner' },
    { slug: 'invoice-paid', title: 'Invoice paid' },
  ],
}
const at = new Date('2026-11-22T09:00:00Z')
const said = (text: string, about?: 'event') => {
  const fault = checkRule(text, names, about)
  return fault && sayRuleFault(fault)
}

test.each([
  ["count('planner-used', 7) >= 1 && account.seats > 50"],
  ['account.seats == 50 || account.vehicles in [1, 2.5]'],
  ['account.mrr * 12 >= 10000 && account.mrr / account.seats < 40'],
  ["last('planner-used') > 5 && daysSince(account.startedOn) >= 90"],
  ["total('invoice-paid', 'amount', 30) > 1000"],
  ["account.country.startsWith('D') && size(account.name) == 5 && account.name.substring(0, 1) == 'A'"],
  ['account.attributes.fleet > 3 && has(account.owner) && !account.peak'],
  ["['DE', 'AT'].exists(c, c == account.country)"],
])('takes %s', (rule) => {
  expect(said(rule)).toBeUndefined()
})

test.each([
  ['', 'at column 1: a condition is missing'],
  ['account.seats > 50 && account.seatz > 1', 'at column 31: there is no field seatz; did you mean seats?'],
  ["account.colour == 'red'", 'at column 9: there is no field colour; there are id, name, persona, owner'],
  ['seats > 50', 'at column 1: write account.seats instead of seats'],
  ["event.name == 'x'", 'at column 1: there is no event here: this rule is about the account'],
  ['account.name > 5', "at column 1: > doesn't work between a text and a number"],
  ['account.seats', 'at column 1: a rule is true or false; this is a number'],
  ['account.seats >', 'at column 16: something is missing at the end'],
  ['account.seats = 5', 'at column 15: write == to compare'],
  ['account.seats > 5 and true', 'at column 19: write && instead of and'],
  ["account.name == 'Acme", 'at column 17: the text in quotes is not closed'],
  ["count('planer-used', 7) > 1", 'at column 7: there is no signal planer-used; did you mean planner-used?'],
  [
    "count('planner-used') > 1",
    "at column 1: count takes a signal and a number of days, such as count('planner-used', 7)",
  ],
  ["count('planner-used', 0) > 1", 'at column 23: days are a whole number from 1 to 400'],
  ['count(account.name, 7) > 1', 'at column 7: count needs its signal in quotes and its days as a number'],
  ["counts('planner-used', 7) > 1", 'at column 1: there is no function counts; did you mean count?'],
  [
    "account.name.matches('(a+)+$')",
    'at column 1: patterns are not taken; ask contains, startsWith or endsWith instead of matches',
  ],
  ['[1].all(x, [2].all(y, y > x))', 'at column 1: one list inside another is not taken'],
  [
    'account.owner == null',
    'at column 1: nothing is null here; ask has(account.owner) whether something is known',
  ],
  ['true &&\n  account.seatz > 1', 'at line 2, column 11: there is no field seatz; did you mean seats?'],
])('says of %j what is wrong, and where', (rule, sentence) => {
  expect(said(rule)).toContain(sentence)
})

test('refuses a rule too large to be read', () => {
  const large = Array.from({ length: 60 }, () => 'account.seats > 1').join(' && ')
  expect(said(large)).toContain('the rule is too large to be read; make two of it')
  expect(said(`${'('.repeat(60)}true${')'.repeat(60)}`)).toContain('the rule is too large to be read')
  expect(said('true || '.repeat(400))).toContain('a rule has at most 2000 characters')
})

test('knows the event where a rule is about one', () => {
  expect(said("event.name == 'Pricing' && event.properties.plan == 'pro'", 'event')).toBeUndefined()
  expect(said("event.nmae == 'Pricing'", 'event')).toBe(
    'at column 7: there is no field nmae; did you mean name?',
  )
})

test('holds a rule against what is known, and says what is not', () => {
  const { needs, test: holds } = compileRule("count('planner-used', 7) >= 1 && account.seats == 60")
  expect(needs).toEqual([{ of: 'count', signal: 'planner-used', days: 7 }])
  const counters = new Map(needs.map((need) => [counterKey(need), 1]))
  expect(holds({ account: { seats: 60 }, counters, at })).toBe(true)
  expect(holds({ account: { seats: 61 }, counters, at })).toBe(false)
  expect(holds({ account: { seats: 60 }, at })).toBe(false)
  expect(holds({ account: {}, counters, at })).toEqual({ unknown: 'seats is not known' })
})

test('takes what never happened for longer ago than anything', () => {
  const { test: holds } = compileRule("last('planner-used') > 5")
  expect(holds({ account: {}, at })).toBe(true)
  expect(holds({ account: {}, counters: new Map([['last planner-used', 2]]), at })).toBe(false)
})

test('counts days from the moment that it is asked for', () => {
  const { test: holds } = compileRule('daysSince(account.startedOn) > 30')
  expect(holds({ account: { startedOn: new Date('2026-10-01') }, at })).toBe(true)
  expect(holds({ account: { startedOn: new Date('2026-11-01') }, at })).toBe(false)
})

test.each([
  [
    "count('planner-used', 7) >= 1 && account.seats > 50",
    'uses the planner at least once in 7 days and has more than 50 seats',
  ],
  ["count('planner-used', 14) == 0", 'uses the planner not once in 14 days'],
  [
    "last('planner-used') > 5 && account.mrr >= 1500",
    'uses the planner not once in 5 days and has monthly revenue of at least 1,500 EUR',
  ],
  [
    "(account.country == 'DE' || account.country == 'AT') && account.peak == true",
    'either has country DE or has country AT and has a peak season',
  ],
  [
    "count('invoice-paid', 30) > 2 && account.country != 'DE'",
    'shows “Invoice paid” more than twice in 30 days and has a country other than DE',
  ],
  [
    "account.country in ['DE', 'AT'] && !has(account.owner)",
    'has country DE or AT and has no owner on record',
  ],
  ['daysSince(account.startedOn) < 90', 'had its start less than 90 days ago'],
  ['account.mrr * 12 > 5 && account.seats <= 9', 'account.mrr * 12 > 5 and has at most 9 seats'],
])('says %s in words', (rule, words) => {
  expect(said(rule)).toBeUndefined()
  expect(ruleInWords(rule, names)).toBe(words)
})

const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => value.isWellFormed())
const asked = fc.oneof(
  fc
    .constantFrom('account.seats', 'account.country', 'account.attributes["a b"]')
    .map((field) => ({ field })),
  fc.constant({ daysSince: 'account.startedOn' }),
  fc.record({ of: fc.constant('count' as const), signal: text, days: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ of: fc.constant('last' as const), signal: text }),
  fc.record({
    of: fc.constant('total' as const),
    signal: text,
    property: text,
    days: fc.integer({ min: 1, max: 400 }),
  }),
)
const single = fc.oneof(
  text,
  fc.integer(),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map((n) => Number(n.toFixed(3)) || 0),
)
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    asked,
    operator: fc.constantFrom(...OPERATORS.slice(0, 6)),
    value: fc.oneof(single, fc.boolean()),
  }),
  fc.record({ asked, operator: fc.constant('in' as const), value: fc.array(single, { maxLength: 5 }) }),
  fc.record({
    asked: fc.constant({ field: 'account.owner' }),
    operator: fc.constantFrom('known' as const, 'unknown' as const),
    value: fc.constant(undefined),
  }),
)

test('reads every row of a form back from the rule that it became', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 8 }), (rows) => {
      expect(celToConditions(conditionsToCel(rows))).toEqual(rows)
    }),
  )
})

test('never throws at what somebody writes, nor at what is known', () => {
  const word = fc.constantFrom(
    'account',
    '.',
    'seats',
    'seatz',
    '>',
    '==',
    '5',
    "'x'",
    '(',
    ')',
    '&&',
    '||',
    '!',
    '[',
    ']',
    ',',
    'count',
    'has',
    'matches',
    '"',
    '\n',
    '?',
    ':',
    'null',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word, { maxLength: 15 }).map((words) => words.join(' ')),
      ),
      (rule) => {
        const fault = checkRule(rule, names)
        if (fault) {
          expect(sayRuleFault(fault)).toMatch(/^at (?:line \d+, )?column \d+: ./)
          return
        }
        const outcome = compileRule(rule).test({ account: { seats: 5 }, at })
        expect(typeof outcome === 'boolean' || outcome.unknown.length > 0).toBe(true)
        expect(ruleInWords(rule, names)).not.toBe('')
      },
    ),
    { numRuns: 2000 },
  )
})

test('reads a form’s rows as they are picked, and says under which part one is wrong', () => {
  const of = (asked?: string, operator?: string, value?: string) =>
    conditionOfRow({ asked, operator, value }, names.fields)
  expect(of()).toBeUndefined()
  expect(of('field account.mrr', '>', '1,500')).toEqual({
    ...{ asked: { field: 'account.mrr' }, operator: '>', value: 1500 },
  })
  expect(of('field account.country', 'in', 'DE, AT')).toMatchObject({ value: ['DE', 'AT'] })
  expect(of('field account.peak', '==', 'yes')).toMatchObject({ value: true })
  expect(of('count planner-used 30', '>=', '3')).toMatchObject({ asked: { of: 'count', days: 30 }, value: 3 })
  expect(of('field account.owner', 'unknown', 'anything')).toMatchObject({ value: undefined })
  expect(of('field account.mrr', '>', 'many')).toEqual({
    ...{ part: 'value', expected: 'A number is needed here, such as 50.' },
  })
  expect(of(undefined, '>', '5')).toMatchObject({ part: 'asked' })
  expect(of('field account.mrr', undefined, '5')).toMatchObject({ part: 'operator' })
  expect(of('last planner-used', 'known')).toMatchObject({ part: 'operator' })
})

test('what is picked comes back as the row that it was', () => {
  const plain = fc.constantFrom<Condition>(
    { asked: { field: 'account.mrr' }, operator: '>=', value: 12.5 },
    { asked: { of: 'count', signal: 'planner-used', days: 7 }, operator: '<', value: 3 },
    {
      asked: { of: 'total', signal: 'invoice-paid', property: 'net amount', days: 30 },
      operator: '>',
      value: 9,
    },
    { asked: { of: 'last', signal: 'planner-used' }, operator: '>', value: 5 },
    { asked: { daysSince: 'account.startedOn' }, operator: '<=', value: 90 },
    { asked: { field: 'account.country' }, operator: 'in', value: ['DE', 'AT'] },
  )
  fc.assert(
    fc.property(plain, (condition) => {
      expect(conditionOfRow(rowOf(condition), names.fields)).toEqual(condition)
    }),
  )
})
