import { LEAST_N } from '#src/kpis/review.ts'
import type { LogRank } from '#src/statistics/log-rank.ts'
import type { Interval } from '#src/statistics/proportions.ts'
import { type Curve, curveOf, type Pair, pairsOf, testOf } from './curves.ts'
import { type Lifetime, lifetimeOf } from './lifetime.ts'
import type { Lives, PersonaSums } from './lives.ts'

/**
 * What the operator says. `grossMargin`: share of revenue that is left before support; `discount` a year; `term`: after
 * how many months renews who doesn't say otherwise.
 */
export type Assumptions = { grossMargin: number; discount: number; term: number }

/** A month of one paying customer, of the last twelve months; money before discount. */
type CustomerMonth = {
  /** What is left of what they paid in their first month, and of what they pay more or less by now. */
  first: number
  growth: number
  /** Undefined where no cost is known; it then counts as none. */
  support: number | undefined
  contribution: number
}

/** A persona's customer lifetime value. Money in the installation's currency, per customer. */
export type PersonaClv = {
  persona: string
  /** Customers ever, of whom so many are still there. */
  n: number
  active: number
  /** What one has brought so far, on average, in how many months. */
  observed: { value: number; months: number }
  month: CustomerMonth
  /** What a new one brings over the whole relationship, discounted; undefined where too few have left to say. */
  value: { value: number; interval: Interval | undefined } | undefined
  lifetime: Lifetime | undefined
  /** How many are left after so many months, as observed. */
  after: { months: number; share: number }[]
  expansion: { accounts: number; of: number; share: number | undefined }
  ticketsAMonth: number | undefined
  ageless: number
  reconstructed: boolean
}

export type ClvReport = {
  /** The last closed month that there is something of, and the first, by their first days. */
  to: string
  from: string
  /** With enough customers, the most valuable first. */
  personas: PersonaClv[]
  tooFew: { persona: string; n: number }[]
  /** Whether personas differ in how long they stay. */
  test: Pick<LogRank, 'statistic' | 'df' | 'p'> | undefined
  /** How many stay, month by month, and which two personas differ in it; those with enough customers. */
  curves: Curve[]
  pairs: Pair[]
  assumptions: Assumptions
}

export type Facts = Lives & {
  to: Temporal.PlainDate
  from: Temporal.PlainDate
  heldBackMonths: number
  assumptions: Assumptions
}

/** Customer lifetime value by persona, from what the database added up. */
export function clvReport(facts: Facts): ClvReport {
  const { to, from, sums, ages, assumptions } = facts
  const enough = sums.filter(({ accounts }) => accounts >= LEAST_N)
  const of = (persona: string) => ages.filter((row) => row.persona === persona)
  const personas = enough.map((each) => personaClv(each, facts))
  const groups = enough.map(({ persona, accounts: n }) => ({ persona, n, renewals: of(persona) }))
  return {
    to: to.toString(),
    from: from.toString(),
    personas: personas.toSorted((a, b) => (b.value?.value ?? -Infinity) - (a.value?.value ?? -Infinity)),
    tooFew: sums
      .filter(({ accounts }) => accounts < LEAST_N)
      .map(({ persona, accounts: n }) => ({ persona, n })),
    test: testOf(groups),
    curves: groups.map(curveOf),
    pairs: pairsOf(groups),
    assumptions,
  }
}

/** A year's discount as that of a month. */
export const monthlyRate = (yearly: number): number => (1 + yearly) ** (1 / 12) - 1

/** Onboarding, adoption until the first yearly renewal, and two of those. */
const AFTER = [3, 11, 12, 24]

function personaClv(
  sums: PersonaSums,
  { ages, renewals, terms, heldBackMonths, assumptions }: Facts,
): PersonaClv {
  const { persona, accounts: n, active, ageless, reconstructed } = sums
  const its = <Row extends { persona: string }>(rows: Row[]) => rows.filter((row) => row.persona === persona)
  const lifetime = lifetimeOf({
    ages: its(ages),
    renewals: its(renewals),
    terms: its(terms),
    // Who left before a snapshot was taken is not in it: only its own month could be held back.
    heldBackMonths: reconstructed ? 0 : heldBackMonths,
    rate: monthlyRate(assumptions.discount),
  })
  const month = customerMonth(sums, assumptions)
  return {
    persona,
    n,
    active,
    ageless,
    reconstructed,
    observed: observedOf(sums, assumptions),
    month,
    lifetime,
    value: lifetime && clvOf(lifetime, month),
    after: lifetime ? AFTER.flatMap((months) => leftAfter(lifetime, months)) : [],
    expansion: {
      accounts: sums.expanded,
      of: sums.expandable,
      share: sums.started > 0 ? sums.expansion / sums.started : undefined,
    },
    ticketsAMonth:
      sums.lately.tickets === null || sums.lately.months === 0
        ? undefined
        : sums.lately.tickets / sums.lately.months,
  }
}

const observedOf = (
  { revenue, supportCost, accounts, months }: PersonaSums,
  { grossMargin }: Assumptions,
): PersonaClv['observed'] => ({
  value: (revenue * grossMargin - (supportCost ?? 0)) / accounts,
  months: months / accounts,
})

function customerMonth({ lately }: PersonaSums, { grossMargin }: Assumptions): CustomerMonth {
  const per = Math.max(1, lately.months)
  const first = (lately.first * grossMargin) / per
  const growth = ((lately.revenue - lately.first) * grossMargin) / per
  const support =
    lately.supportCost === null || lately.supportMonths === 0
      ? undefined
      : lately.supportCost / lately.supportMonths
  return { first, growth, support, contribution: first + growth - (support ?? 0) }
}

function clvOf({ discounted, interval }: Lifetime, { contribution }: CustomerMonth) {
  const ends = interval && [interval.low * contribution, interval.high * contribution]
  return {
    value: discounted * contribution,
    interval: ends && { low: Math.min(...ends), high: Math.max(...ends) },
  }
}

/** Said only as far as anybody was watched. */
function leftAfter({ curve }: Lifetime, months: number): { months: number; share: number }[] {
  const last = curve.at(-1)?.time ?? 0
  const at = curve.findLast(({ time }) => time <= months)
  return at && last >= months ? [{ months, share: at.survival }] : []
}
