import { criticalZ } from './distributions.ts'
import type { Interval } from './proportions.ts'

/** What was foreseen, as a chance, and what came. */
export type Outcome = { chance: number; came: boolean }

/** The mean squared distance of chances from what came (Brier 1950): 0 is perfect. */
export const brierOf = (outcomes: Outcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + missOf(outcome), 0) / outcomes.length

const missOf = ({ chance, came }: Outcome): number => (chance - (came ? 1 : 0)) ** 2

export type Auc = { auc: number; interval: Interval }

/**
 * How often one of whom it came true had the higher chance than one of whom it didn't (ties count half): 0.5 is a coin.
 * The interval is Hanley and McNeil's (1982). Undefined where it came true of all or of none.
 */
export function aucOf(outcomes: Outcome[], level = 0.95): Auc | undefined {
  const hits = outcomes.filter(({ came }) => came).length
  const others = outcomes.length - hits
  if (hits === 0 || others === 0) return undefined
  const auc = (rankSum(outcomes) - (hits * (hits + 1)) / 2) / (hits * others)
  const [one, two] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)]
  const variance =
    (auc * (1 - auc) + (hits - 1) * (one - auc * auc) + (others - 1) * (two - auc * auc)) / (hits * others)
  const far = criticalZ(level) * Math.sqrt(Math.max(0, variance))
  return { auc, interval: { low: Math.max(0, auc - far), high: Math.min(1, auc + far) } }
}

/** The ranks of those of whom it came true, added up; equals share the mean of their ranks. */
function rankSum(outcomes: Outcome[]): number {
  const sorted = outcomes.toSorted((a, b) => a.chance - b.chance)
  let [sum, from] = [0, 0]
  while (from < sorted.length) {
    let to = from
    let hits = 0
    while (to < sorted.length && sorted[to]?.chance === sorted[from]?.chance) {
      hits += sorted[to]?.came ? 1 : 0
      to += 1
    }
    sum += (hits * (from + 1 + to)) / 2
    from = to
  }
  return sum
}

/**
 * By how much chances miss less than simpler ones of the same cases do, as the mean of the differences with its interval;
 * above 0 the chances are better. Both lists are in the same order.
 */
export function brierGain(outcomes: Outcome[], simpler: number[], level = 0.95): Interval & { mean: number } {
  const gains = outcomes.map(
    (outcome, index) => missOf({ ...outcome, chance: simpler[index] ?? 0 }) - missOf(outcome),
  )
  const n = gains.length
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, n - 1)
  const far = criticalZ(level) * Math.sqrt(variance / n)
  return { mean, low: mean - far, high: mean + far }
}

/** Cases of about the same chance: from and to which, how many, how many were expected and how many came. */
export type CalibrationBin = { from: number; to: number; n: number; expected: number; came: number }

/**
 * Cases by their chance, in at most so many groups of which each expects about as many to come; fewer where groups would
 * expect less than `least`. Groups of as many cases each would show nothing where most chances are near 0.
 */
export function calibrationOf(outcomes: Outcome[], most: number, least: number): CalibrationBin[] {
  const sorted = outcomes.toSorted((a, b) => a.chance - b.chance)
  const all = sorted.reduce((sum, { chance }) => sum + chance, 0)
  const each = Math.max(all / most, least)
  const bins: CalibrationBin[] = []
  let [its, left] = [empty(), all]
  for (const { chance, came } of sorted) {
    its = {
      from: its.n === 0 ? chance : its.from,
      to: chance,
      n: its.n + 1,
      expected: its.expected + chance,
      came: its.came + (came ? 1 : 0),
    }
    left -= chance
    if (its.expected < each || left < least) continue
    bins.push(its)
    its = empty()
  }
  return its.n > 0 ? [...bins, its] : bins
}

const empty = (): CalibrationBin => ({ from: 0, to: 0, n: 0, expected: 0, came: 0 })
