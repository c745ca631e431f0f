import { criticalZ, twoSided } from './distributions.ts'
import type { Interval } from './proportions.ts'

/** Cases of which the same was foreseen: the chance, how many, and of how many of them it came. */
export type Outcome = { chance: number; n: number; hits: number }

/** The mean squared distance of chances from what came (Brier 1950): 0 is perfect. */
export const brierOf = (outcomes: Outcome[]): number =>
  totalOf(outcomes, ({ chance, n, hits }) => hits * (1 - chance) ** 2 + (n - hits) * chance ** 2) /
  totalOf(outcomes, ({ n }) => n)

export type Auc = { auc: number; interval: Interval }

/**
 * How often one of whom it came true had the higher chance than one of whom it didn't (ties count half): 0.5 is a coin.
 * The interval is Hanley and McNeil's (1982). Undefined where it came true of all or of none.
 */
export function aucOf(outcomes: Outcome[], level = 0.95): Auc | undefined {
  const hits = totalOf(outcomes, (each) => each.hits)
  const others = totalOf(outcomes, (each) => each.n - each.hits)
  if (hits === 0 || others === 0) return undefined
  const auc = pairsWon(outcomes) / (hits * others)
  const [one, two] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)]
  const variance =
    (auc * (1 - auc) + (hits - 1) * (one - auc * auc) + (others - 1) * (two - auc * auc)) / (hits * others)
  const far = criticalZ(level) * Math.sqrt(Math.max(0, variance))
  return { auc, interval: { low: Math.max(0, auc - far), high: Math.min(1, auc + far) } }
}

/** Pairs of one of whom it came and one of whom it didn't in which the first had the higher chance, from the lowest up. */
function pairsWon(outcomes: Outcome[]): number {
  const byChance = [...Map.groupBy(outcomes, ({ chance }) => chance)].toSorted(([a], [b]) => a - b)
  let [below, won] = [0, 0]
  for (const [, same] of byChance) {
    const others = totalOf(same, ({ n, hits }) => n - hits)
    won += totalOf(same, ({ hits }) => hits) * (below + others / 2)
    below += others
  }
  return won
}

/**
 * By how much chances miss less than simpler ones of the same cases do: the mean of the differences of squared distances
 * with its interval, and the p of a paired z-test on both sides (Diebold and Mariano 1995, for independent cases). Above 0
 * the chances are better. Both lists are in the same order.
 */
export function brierGain(
  outcomes: Outcome[],
  simpler: number[],
  level = 0.95,
): Interval & { mean: number; p: number } {
  const gains = outcomes.flatMap(({ chance, n, hits }, index) => {
    const other = simpler[index] ?? 0
    return [
      { count: hits, gain: (1 - other) ** 2 - (1 - chance) ** 2 },
      { count: n - hits, gain: other ** 2 - chance ** 2 },
    ]
  })
  const n = totalOf(outcomes, (each) => each.n)
  const mean = totalOf(gains, ({ count, gain }) => count * gain) / n
  const variance = totalOf(gains, ({ count, gain }) => count * (gain - mean) ** 2) / Math.max(1, n - 1)
  const error = Math.sqrt(variance / n)
  const far = criticalZ(level) * error
  return { mean, low: mean - far, high: mean + far, p: error > 0 ? twoSided(mean / error) : 1 }
}

/** Cases of about the same chance: from and to which, how many, how many were expected and how many came. */
export type CalibrationBin = { from: number; to: number; n: number; expected: number; came: number }

/**
 * Cases by their chance, in at most so many groups of which each expects about as many to come; fewer where groups would
 * expect less than `least`. Groups of as many cases each would show nothing where most chances are near 0.
 */
export function calibrationOf(outcomes: Outcome[], most: number, least: number): CalibrationBin[] {
  const sorted = outcomes.toSorted((a, b) => a.chance - b.chance)
  const all = totalOf(sorted, ({ chance, n }) => chance * n)
  const each = Math.max(all / most, least)
  const bins: CalibrationBin[] = []
  let [its, left] = [empty(), all]
  for (const { chance, n, hits } of sorted) {
    its = {
      from: its.n === 0 ? chance : its.from,
      to: chance,
      n: its.n + n,
      expected: its.expected + chance * n,
      came: its.came + hits,
    }
    left -= chance * n
    if (its.expected < each || left < least) continue
    bins.push(its)
    its = empty()
  }
  return its.n > 0 ? [...bins, its] : bins
}

const empty = (): CalibrationBin => ({ from: 0, to: 0, n: 0, expected: 0, came: 0 })

const totalOf = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
