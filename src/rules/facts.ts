import type { Counters } from './needs.ts'

/** A value that a rule can compare. Numbers are JavaScript's, dates are `Date`s. */
type Fact = string | number | boolean | Date

/** What a rule is asked about. What isn't known is left out, so that it isn't taken for something. */
export type RuleFacts = {
  account: Record<string, Fact | object>
  contact?: Record<string, Fact | object>
  event?: Record<string, Fact | object>
  counters?: Counters
  /** The moment that days are counted back from. */
  at: Date
}
