import { LEAST_N } from '#src/kpis/review.ts'
import { type Interval, type Share, wilson } from '#src/statistics/proportions.ts'
import { STRONG, type State } from './thresholds.ts'

/** Accounts that were known to be a persona later, and how many of them were taken for it within the first two calls. */
export type Identified = Share & { persona: string }

export type Identification = {
  state: State
  of: Share
  interval: Interval | undefined
  personas: (Identified & { interval: Interval })[]
  /** Accounts that somebody was asked about, and that nobody has confirmed since. */
  waiting: number
}

/** Strong from more than 80 %; below 30 accounts nothing is said. By persona as confirmed, and never by person. */
export function identificationOf(identified: Identified[], waiting: number): Identification {
  const of = {
    n: identified.reduce((sum, { n }) => sum + n, 0),
    hits: identified.reduce((sum, { hits }) => sum + hits, 0),
  }
  return {
    state: of.n < LEAST_N ? 'unknown' : of.hits / of.n > STRONG.identification ? 'strong' : 'weak',
    ...{ of, waiting },
    interval: of.n === 0 ? undefined : wilson(of),
    personas: identified
      .filter(({ n }) => n > 0)
      .map((each) => ({ ...each, interval: wilson(each) }))
      .toSorted((a, b) => a.hits / a.n - b.hits / b.n),
  }
}
