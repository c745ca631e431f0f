import { LEAST_N } from '#src/kpis/review.ts'
import { adjusted } from '#src/statistics/adjust.ts'
import { type Association, mantelHaenszel } from '#src/statistics/mantel-haenszel.ts'

/** What may have happened before a renewal: a signal or an alert by slug, a kind of ticket, or an answer to a survey. */
type Exposure = {
  of: 'signal' | 'trigger' | 'ticket' | 'survey'
  name: string
  family?: string | null | undefined
}

/** Renewals of like customers that fell due in one month: those of one persona, term and size of price. */
export type DueRow = { stratum: string; persona: string; due: number; n: number; renewed: number }

/** Of those, the ones before which something happened; `since` is the first month whose window it was looked for in. */
export type ExposedRow = Exposure & {
  stratum: string
  due: number
  since: number
  n: number
  renewed: number
}

/** What goes with renewing: compared with the like of those whom it happened to. Never a cause. */
export type RenewalSignal = Exposure &
  Association & {
    /** Corrected for how many were looked at (Benjamini and Hochberg). */
    adjusted: number
    /** As observed, of everybody compared. */
    renewed: { exposed: number; others: number }
  }

export type RenewalSignals = {
  /** Renewals in all, and how many of them were no more. */
  renewals: number
  lost: number
  /** Those that are compared, the surest first, and how many happened too seldom to say anything. */
  known: RenewalSignal[]
  tooFew: number
}

/** So long before the month of a renewal what happened counts, in days. */
export const WINDOW_DAYS = 90
/** Fewer who didn't renew say nothing about why. */
const LEAST_LOST = 10

/** Compares those before whose renewal something happened with their like before whose it did not. */
export function renewalSignals(due: DueRow[], exposed: ExposedRow[], persona?: string): RenewalSignals {
  const all = due.filter((row) => persona === undefined || row.persona === persona)
  const strata = new Set(all.map(({ stratum }) => stratum))
  const things = Map.groupBy(
    exposed.filter(({ stratum }) => strata.has(stratum)),
    ({ of, name }) => `${of} ${name}`,
  )
  const compared = [...things.values()].flatMap((rows) => {
    const found = compare(all, rows)
    return found && found.exposed >= LEAST_N && found.others >= LEAST_N ? [found] : []
  })
  const values = adjusted(
    compared.map(({ p }) => p),
    'BH',
  )
  const renewals = sumOf(all, ({ n }) => n)
  const lost = renewals - sumOf(all, ({ renewed }) => renewed)
  const known = lost < LEAST_LOST ? [] : compared
  return {
    renewals,
    lost,
    known: known
      .map((each, index) => ({ ...each, adjusted: values[index] ?? 1 }))
      .toSorted((a, b) => a.p - b.p || Math.abs(b.difference.value) - Math.abs(a.difference.value)),
    tooFew: things.size - known.length,
  }
}

/** Whoever was due before the thing was looked for is nobody to compare with. */
function compare(all: DueRow[], rows: ExposedRow[]): Omit<RenewalSignal, 'adjusted'> | undefined {
  const [first] = rows
  if (!first) return undefined
  const strata = [...Map.groupBy(all, ({ stratum }) => stratum)].map(([stratum, its]) => {
    const counted = its.filter(({ due }) => due >= first.since)
    const own = rows.filter((row) => row.stratum === stratum)
    const exposed = { n: sumOf(own, ({ n }) => n), hits: sumOf(own, ({ renewed }) => renewed) }
    return {
      exposed,
      others: {
        n: sumOf(counted, ({ n }) => n) - exposed.n,
        hits: sumOf(counted, ({ renewed }) => renewed) - exposed.hits,
      },
    }
  })
  const found = mantelHaenszel(strata)
  if (!found) return undefined
  const both = strata.filter(({ exposed, others }) => exposed.n > 0 && others.n > 0)
  const share = (of: 'exposed' | 'others') =>
    sumOf(both, (each) => each[of].hits) / sumOf(both, (each) => each[of].n)
  const { of, name, family } = first
  return { of, name, family, ...found, renewed: { exposed: share('exposed'), others: share('others') } }
}

const sumOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
