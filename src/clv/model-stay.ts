import { middleOf, resampled } from '#src/statistics/bootstrap.ts'
import { seeded } from '#src/statistics/random.ts'
import { type Renewals, type Sbg, survivalCurve } from '#src/statistics/sbg.ts'
import { discountedLifetime, expectedTenure, residualLifetime } from '#src/statistics/sbg-value.ts'
import type { RenewalRow } from './lives.ts'
import { DRAWS, pooledByAge, SEED, type Stay } from './observed-stay.ts'

/** How contracts run: for how many months, which share of customers so; and how much of a term is paid on average. */
export type Terms = { terms: { months: number; share: number }[]; paid: { first: number; later: number } }

/** Of the first term, and of those after it, since whoever leaves early does so in the first. */
export function termsOf(rows: { term: number; accounts: number }[], renewals: RenewalRow[]): Terms {
  const all = rows.reduce((sum, { accounts }) => sum + accounts, 0)
  const paidOf = (some: RenewalRow[]) => {
    const atRisk = some.reduce((sum, row) => sum + row.atRisk, 0)
    return atRisk === 0 ? 1 : some.reduce((sum, { paid }) => sum + paid, 0) / atRisk
  }
  return {
    terms:
      all === 0
        ? [{ months: 1, share: 1 }]
        : rows.map(({ term: months, accounts }) => ({ months, share: accounts / all })),
    paid: {
      first: paidOf(renewals.filter(({ age }) => age === 1)),
      later: paidOf(renewals.filter(({ age }) => age > 1)),
    },
  }
}

/** By the sBG model of renewals, in months. `seen`: the oldest age, in months, at which enough were watched. */
export function modelStay(
  model: Sbg,
  { renewals, seen, rate, ...terms }: Terms & { renewals: Renewals[]; seen: number; rate: number },
): Stay {
  const draws = resampled(model, pooledByAge(renewals), DRAWS, seeded(SEED))
  const discounted = stayWith(model, terms, rate)
  return {
    discounted,
    beyond: Math.max(0, 1 - seenMonths(model, terms, { rate, seen }) / discounted),
    interval: middleOf(draws.map((draw) => stayWith(draw, terms, rate))),
    tenure: monthsBy(terms, 0, () => expectedTenure(model)),
  }
}

/**
 * Σ over terms T of its share × the discounted months of a whole term × the discounted expected lifetime in terms (DEL)
 * at the rate (1 + rate)^T − 1; of the first term and of the later ones as much as is paid.
 */
export const stayWith = (model: Sbg, terms: Terms, rate: number): number =>
  monthsBy(terms, rate, (perTerm) => discountedLifetime(model, perTerm))

/** Discounted expected residual lifetime just before the first renewal, in months, that renewal undiscounted: DERL(1). */
export const residualMonths = (model: Sbg, { terms, paid }: Terms, rate: number): number =>
  sumOf(terms, ({ months, share }) => {
    const ahead = residualLifetime(model, 1, perTermOf(rate, months))
    return share * annuity(months, rate) * paid.later * ahead
  })

const seenMonths = (model: Sbg, terms: Terms, { rate, seen }: { rate: number; seen: number }): number =>
  monthsBy(terms, rate, (perTerm, months) =>
    survivalCurve(model, Math.floor(seen / months)).reduce(
      (sum, left, age) => sum + left / (1 + perTerm) ** age,
      0,
    ),
  )

/** `of`: the lifetime in terms of so many months, the first in full. */
const monthsBy = (
  { terms, paid }: Terms,
  rate: number,
  of: (perTerm: number, months: number) => number,
): number =>
  sumOf(terms, ({ months, share }) => {
    const later = of(perTermOf(rate, months), months) - 1
    return share * annuity(months, rate) * (paid.first + paid.later * later)
  })

const perTermOf = (rate: number, months: number): number => (1 + rate) ** months - 1

/** What a month is worth over so many months, the first one now. */
const annuity = (months: number, rate: number): number =>
  Array.from({ length: months }, (_, at) => (1 + rate) ** -at).reduce((sum, each) => sum + each, 0)

const sumOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
