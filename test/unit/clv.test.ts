import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { clvOf, clvOverview } from '#bot/views/clv.ts'
import { clvQuestion } from '#bot/views/clv-questions.ts'
import { clvWhy } from '#bot/views/clv-why.ts'
import { clvReport, type Facts, monthlyRate } from '#src/clv/clv.ts'
import { decompose } from '#src/clv/decompose.ts'
import type { AgeRow, PersonaSums } from '#src/clv/lives.ts'
import { type Sbg, survivalCurve } from '#src/statistics/sbg.ts'
import { discountedLifetime, expectedTenure, residualLifetime } from '#src/statistics/sbg-value.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const TELLING = { library, currency: 'EUR' }
const OLA = 'ola-network-director'
const GUS = 'gus-november-buyer'

/** A thousand customers who leave as a model says, watched for so many months. */
function agesOf(persona: string, model: Sbg, { months = 24, heldBack = 0, customers = 1000 } = {}): AgeRow[] {
  const left = survivalCurve(model, months).map((share) => Math.round(share * customers))
  return left.slice(1).map((after, index) => ({
    persona,
    age: index + 1,
    heldBack: index >= months - heldBack,
    atRisk: left[index] ?? 0,
    lost: (left[index] ?? 0) - after,
  }))
}

/** Paying 100 at the start and 120 by now, for a support of 10 a month, over 12,000 months. */
const sumsOf = (persona: string, given: Partial<PersonaSums> = {}): PersonaSums => ({
  persona,
  accounts: 1000,
  active: 700,
  ageless: 0,
  months: 24_000,
  revenue: 2_640_000,
  supportCost: 240_000,
  supportMonths: 24_000,
  lately: {
    months: 12_000,
    revenue: 1_440_000,
    first: 1_200_000,
    supportCost: 120_000,
    supportMonths: 12_000,
    tickets: 6000,
  },
  expanded: 200,
  expandable: 800,
  expansion: 14_400,
  started: 1_440_000,
  reconstructed: false,
  ...given,
})

const MODEL: Sbg = { mu: 0.06, phi: 0.12 }
const report = ({ ages = agesOf(OLA, MODEL), ...facts }: Partial<Facts>) =>
  clvReport({
    to: Temporal.PlainDate.from('2026-10-01'),
    from: Temporal.PlainDate.from('2024-11-01'),
    sums: [sumsOf(OLA)],
    ages,
    // Of contracts of a month each renewal is one of an age.
    renewals: ages.map((row) => ({ ...row, paid: row.atRisk })),
    terms: [],
    heldBackMonths: 0,
    assumptions: { grossMargin: 0.8, discount: 0.1, term: 1 },
    ...facts,
  })
const only = (facts: Partial<Facts>) => {
  const [first] = report(facts).personas
  if (!first) throw new Error('No persona.')
  return first
}

describe('a value', () => {
  test('is what a month brings times the discounted months of the model', () => {
    const { value, month, lifetime, observed } = only({})
    expect(month).toEqual({ first: 80, growth: 16, support: 10, contribution: 86 })
    expect(observed).toEqual({ value: (2_640_000 * 0.8 - 240_000) / 1000, months: 24 })
    expect(lifetime?.by).toBe('model')
    const months = discountedLifetime(MODEL, monthlyRate(0.1))
    expect((value?.value ?? 0) / (months * 86)).toBeCloseTo(1, 1)
    expect(value?.interval?.low).toBeLessThan(value?.value ?? 0)
    expect(value?.interval?.high).toBeGreaterThan(value?.value ?? 0)
  })

  test('is nothing to be said of fewer than 30 customers, or before 10 have left', () => {
    expect(report({ sums: [sumsOf(OLA, { accounts: 29 })] })).toMatchObject({
      personas: [],
      tooFew: [{ persona: OLA, n: 29 }],
    })
    expect(only({ ages: agesOf(OLA, { mu: 0.0001, phi: 0 }) })).toMatchObject({ value: undefined, after: [] })
    expect(only({ ages: [] })).toMatchObject({ value: undefined, lifetime: undefined })
    expect(report({ sums: [], ages: [] }).personas).toEqual([])
  })

  test('counts no support cost where none is known, and money that was lost as it is', () => {
    const lately = { ...sumsOf(OLA).lately, supportCost: null, supportMonths: 0 }
    expect(only({ sums: [sumsOf(OLA, { lately })] }).month).toMatchObject({
      support: undefined,
      contribution: 96,
    })
    const dear = { ...sumsOf(OLA).lately, supportCost: 2_400_000 }
    const { value } = only({ sums: [sumsOf(OLA, { lately: dear })] })
    expect(value?.value).toBeLessThan(0)
    expect(value?.interval?.low).toBeLessThan(value?.interval?.high ?? 0)
  })
})

describe('a model that fails is not used', () => {
  /** Nobody leaves but at the end of a year: another curve than any sBG. */
  const yearly: AgeRow[] = Array.from({ length: 24 }, (_, index) => ({
    persona: OLA,
    age: index + 1,
    heldBack: false,
    atRisk: index < 12 ? 1000 : 500,
    lost: index === 11 ? 500 : index === 23 ? 100 : 0,
  }))

  test('where it draws another curve', () => {
    const { lifetime } = only({ ages: yearly })
    expect(lifetime).toMatchObject({ by: 'observed', because: 'poor shape', median: 18, seen: 24 })
    // 12 months of all, 12 of a half, 0.4 of all then, who leave at (100 of 6,000) a month.
    const rate = monthlyRate(0.1)
    const years = (share: number, from: number) =>
      Array.from({ length: 12 }, (_, at) => share / (1 + rate) ** (from + at)).reduce(
        (sum, each) => sum + each,
        0,
      )
    const after = (0.4 / (1 + rate) ** 24) * (1 / (1 - (1 - 100 / 6000) / (1 + rate)))
    expect(lifetime?.discounted).toBeCloseTo(years(1, 0) + years(0.5, 12) + after, 8)
    expect(lifetime?.beyond).toBeGreaterThan(0)
  })

  test('where months that it had not seen went otherwise', () => {
    const earlier = agesOf(OLA, MODEL, { heldBack: 6 })
    const fine = only({ ages: earlier, heldBackMonths: 6 }).lifetime
    expect(fine).toMatchObject({ by: 'model', calibration: { months: 6, poor: false } })
    expect((fine?.calibration?.lost ?? 0) / (fine?.calibration?.expected ?? 1)).toBeCloseTo(1, 0)
    const worse = earlier.map((row) => (row.heldBack ? { ...row, lost: row.lost * 3 } : row))
    expect(only({ ages: worse, heldBackMonths: 6 }).lifetime).toMatchObject({
      by: 'observed',
      because: 'poor forecast',
      calibration: { poor: true },
    })
  })

  test('where there is nothing to hold back, as in a snapshot, it is held against no month', () => {
    const snapshot = { ages: agesOf(OLA, MODEL, { heldBack: 6 }), heldBackMonths: 6 }
    expect(
      only({ ...snapshot, sums: [sumsOf(OLA, { reconstructed: true })] }).lifetime?.calibration,
    ).toBeUndefined()
  })

  test('400 months of history are no trouble', () => {
    const { lifetime } = only({ ages: agesOf(OLA, { mu: 0.02, phi: 0.01 }, { months: 400, customers: 1e6 }) })
    expect(lifetime?.by).toBe('model')
    expect(Number.isFinite(lifetime?.discounted)).toBe(true)
  })
})

describe('contracts of a year', () => {
  const YEARLY: Sbg = { mu: 0.2, phi: 0.5 }
  const renewals = agesOf(OLA, YEARLY, { months: 4, customers: 10_000 }).map((row) => ({
    ...row,
    paid: row.atRisk,
  }))
  /** The same renewals month by month: nobody leaves within a year. */
  const ages: AgeRow[] = renewals.flatMap((row) =>
    Array.from({ length: 12 }, (_, month) => {
      return { ...row, age: (row.age - 1) * 12 + month + 1, lost: month === 11 ? row.lost : 0 }
    }),
  )
  const terms = [{ persona: OLA, term: 12, accounts: 10_000 }]
  const rate = monthlyRate(0.1)
  const year = Array.from({ length: 12 }, (_, month) => (1 + rate) ** -month).reduce((a, b) => a + b, 0)

  test('are renewed once a year, which the model follows where it would not by months', () => {
    expect(only({ ages }).lifetime).toMatchObject({ by: 'observed', because: 'poor shape' })
    const { lifetime } = only({ ages, renewals, terms })
    expect(lifetime).toMatchObject({ by: 'model', terms: [{ months: 12, share: 1 }], seen: 48 })
    expect((lifetime?.discounted ?? 0) / (year * discountedLifetime(YEARLY, 0.1))).toBeCloseTo(1, 2)
    expect((lifetime?.residual ?? 0) / (year * residualLifetime(YEARLY, 1, 0.1))).toBeCloseTo(1, 2)
    expect(lifetime?.tenure).toBeCloseTo(12 * (lifetime?.model ? expectedTenure(lifetime.model) : 0), 8)
  })

  test('count for what is paid of them, and by how many there are of each length', () => {
    const half = renewals.map((row) => ({ ...row, paid: row.age === 1 ? row.atRisk * 0.5 : row.atRisk }))
    const full = only({ ages, renewals, terms }).lifetime?.discounted ?? 0
    expect(only({ ages, renewals: half, terms }).lifetime?.discounted).toBeCloseTo(full - year / 2, 8)
    const mixed = [...terms, { persona: OLA, term: 24, accounts: 10_000 }]
    const two = [{ persona: OLA, term: 24, accounts: 10_000 }]
    const long = only({ ages, renewals, terms: two }).lifetime?.discounted ?? 0
    expect(only({ ages, renewals, terms: mixed }).lifetime?.discounted).toBeCloseTo((full + long) / 2, 8)
    expect(long).toBeGreaterThan(full)
    expect(plainText(clvWhy(report({ ages, renewals, terms: mixed }), library, OLA))).toMatch(
      /renews every 12 months \(24 months: 50 %\); α 0\.\d{3}, β/,
    )
  })
})

describe('two personas', () => {
  const pair = () => {
    const lately = { ...sumsOf(GUS).lately, revenue: 1_000_000, first: 1_100_000, supportCost: 300_000 }
    return report({
      sums: [sumsOf(GUS, { lately, accounts: 400 }), sumsOf(OLA)],
      ages: [...agesOf(GUS, { mu: 0.2, phi: 0.15 }), ...agesOf(OLA, MODEL)],
    })
  }

  test('stand in the order of their worth, and differ in how long they stay', () => {
    expect(pair().personas.map(({ persona }) => persona)).toEqual([OLA, GUS])
    expect(pair().test?.p).toBeLessThan(1e-20)
  })

  test('differ by parts that add up, whichever is compared with which', () => {
    const amount = fc.double({ min: -1000, max: 1000, noNaN: true })
    const valued = fc
      .record({
        discounted: fc.double({ min: 1, max: 200, noNaN: true }),
        first: amount,
        growth: amount,
        support: amount,
      })
      .map(({ discounted, first, growth, support }) => ({
        lifetime: { discounted },
        month: { first, growth, support, contribution: first + growth - support },
        value: { value: discounted * (first + growth - support), interval: undefined },
      }))
    fc.assert(
      fc.property(valued, valued, (one, other) => {
        const [there, back] = [decompose(one, other), decompose(other, one)]
        if (!there || !back) throw new Error('Both have a value.')
        expect(there.tenure + there.price + there.expansion + there.service).toBeCloseTo(there.total, 6)
        expect(there.tenure).toBeCloseTo(-back.tenure, 6)
      }),
    )
  })

  test('are told on one screen, the answer first', () => {
    const said = plainText(clvOverview(pair(), TELLING))
    expect(said).toMatch(
      /^Ola is worth most: €[\d,]+ over the whole relationship \(95 %: €[\d,]+ to €[\d,]+, n 1,000\)\./,
    )
    expect(said).toMatch(/Against Gus \(€[\d,]+\): \+€[\d,]+ longer stay, \+€/)
    expect(said).toMatch(/Leaves early: Gus, \d\d % within 12 months, most at onboarding/)
    expect(said).toMatch(/Dearest to support: Gus, €25 a month, 0\.5 tickets/)
    expect(said).toMatch(/Expands most: .* 200 of 800 within a year \(25 %\), \+1\.0 % of MRR a month/)
    expect(said).toContain('they differ, and not by chance (log-rank p < 0.001)')
    expect(said).toContain('80 % of revenue less support cost, discounted 10 % a year.')
    expect(said.length).toBeLessThan(1200)
  })

  test('each say how sure they are, and the others why', () => {
    const said = plainText(clvOf(GUS, pair(), TELLING))
    expect(said).toMatch(/^Gus: €[\d,]+ over the whole relationship/)
    expect(said).toMatch(/A month: €42 = €73 as at the start − €6\.67 shrinking − €25 support/)
    expect(said).toMatch(/Against Ola .*: −€[\d,]+ shorter stay/)
    expect(said).toContain('By the sBG model.')
    expect(plainText(clvWhy(pair(), library, GUS))).toMatch(
      /Gus: renews every month; α \d\.\d{3}, β \d+\.\d{3}, off by at most 0\.\d pt/,
    )
    for (const question of ['churn', 'expansion'] as const)
      expect(plainText(clvQuestion(question, pair(), TELLING))).toMatch(/1\. (Gus|Ola): /)
  })
})

test('where nothing can be said it says what it takes', () => {
  const few = report({ sums: [sumsOf(OLA, { accounts: 12 })] })
  expect(plainText(clvOverview(few, TELLING))).toMatch(
    /can't be said yet: insufficient data: Ola \(n = 12\)\..*30 customers of a persona of whom 10 have left/s,
  )
  expect(plainText(clvOf(OLA, few, TELLING))).toContain('Ola: insufficient data (n = 12).')
  expect(plainText(clvOf(GUS, few, TELLING))).toContain('Gus: has no customers yet.')
  const nobodyLeft = report({ ages: agesOf(OLA, { mu: 0.0001, phi: 0 }) })
  expect(plainText(clvOf(OLA, nobodyLeft, TELLING))).toContain(
    'too few have left to say what a customer is worth',
  )
  expect(plainText(clvQuestion('churn', nobodyLeft, TELLING))).toBe(
    'Too few customers have left to say when they leave.',
  )
})
