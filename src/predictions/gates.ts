import type { HeldBack } from './held-back.ts'

/**
 * What has to be there before anything is foreseen, in this order. They are part of the product, not of the company's
 * settings: whoever could lower them would be told what they want to hear.
 */
const LEAST = {
  /** Of those who pay, so large a share is tagged. */
  tagged: 0.8,
  /** Months of observed history. */
  months: 18,
  /** Quarters whose beginning and end were seen: two to be held against, and two to learn from. */
  quarters: 4,
  /** Of those that are learned from, so many of whom it came true, and as many of whom it didn't. */
  learned: 100,
  /** The same of those held back. */
  heldBack: 30,
  /** How often, of two customers, the one of whom it came true had the higher risk. */
  auc: 0.6,
} as const

/** Each with its number, and whether it is enough; a number that nobody has yet is undefined. */
export type Gate =
  | { of: keyof typeof LEAST; value: number | undefined; least: number; passed: boolean }
  /** It misses by less than the usual rate of each persona does, and not by chance. */
  | { of: 'better'; value: number | undefined; least: 0; passed: boolean }
  /** As many came as were foreseen. */
  | { of: 'calibrated'; value: number | undefined; least: 1; passed: boolean }

/** What is known of the data before anything is fitted. */
export type Ground = { tagged: number | undefined; months: number; quarters: number }

export type Learned = { learned: number; heldBack: number }

export function gatesOf(ground: Ground, counts?: Learned, tested?: HeldBack): Gate[] {
  const counted = { ...ground, ...counts, auc: tested?.auc?.auc }
  const least = (Object.keys(LEAST) as (keyof typeof LEAST)[]).map((of): Gate => {
    const value = counted[of]
    return { of, value, least: LEAST[of], passed: value !== undefined && value >= LEAST[of] }
  })
  return [
    ...least,
    {
      of: 'better',
      value: tested && tested.gain.mean / tested.usualBrier,
      least: 0,
      passed: tested !== undefined && tested.gain.low > 0,
    },
    {
      of: 'calibrated',
      value: tested && tested.came / tested.expected,
      least: 1,
      passed: tested !== undefined && !tested.poor,
    },
  ]
}

export const passedAll = (gates: Gate[]): boolean => gates.every(({ passed }) => passed)
