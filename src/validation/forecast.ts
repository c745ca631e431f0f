import { normalTail } from '#src/statistics/distributions.ts'

/** Customers of whom the same is foreseen: how many, how many of them stayed, and the chance that they were given. */
export type Forecast = { n: number; stayed: number; chance: number }

/** How good chances were. */
export type Quality = {
  n: number
  /** How many were foreseen rightly: to stay from a chance of one half on. */
  right: number
  /** Mean squared distance of the chance from what came (Brier 1950): 0 is perfect. */
  brier: number
  /** How often one who stayed had the higher chance than one who left, ties counting half; undefined without both. */
  ranked: number | undefined
}

export function qualityOf(forecasts: Forecast[]): Quality {
  const n = total(forecasts, (each) => each.n)
  const right = total(forecasts, ({ n: all, stayed, chance }) => (chance >= 0.5 ? stayed : all - stayed))
  const missed = total(
    forecasts,
    ({ n: all, stayed, chance }) => stayed * (1 - chance) ** 2 + (all - stayed) * chance ** 2,
  )
  return { n, right, brier: missed / n, ranked: rankedOf(forecasts) }
}

/** By pairs of one who stayed and one who left (Mann and Whitney 1947), from the lowest chance up. */
function rankedOf(forecasts: Forecast[]): number | undefined {
  const stayed = total(forecasts, (each) => each.stayed)
  const left = total(forecasts, (each) => each.n - each.stayed)
  if (stayed === 0 || left === 0) return undefined
  const byChance = [...Map.groupBy(forecasts, ({ chance }) => chance)].toSorted(([a], [b]) => a - b)
  let [below, won] = [0, 0]
  for (const [, same] of byChance) {
    const [stay, go] = [total(same, (each) => each.stayed), total(same, (each) => each.n - each.stayed)]
    won += stay * (below + go / 2)
    below += go
  }
  return won / (stayed * left)
}

/**
 * Whether chances come closer than others of the same customers: the mean gain in squared distance, and the p of a paired
 * z-test (Diebold and Mariano 1995, for independent cases), on both sides. Both lists are of the same groups.
 */
export function gainOver(forecasts: Forecast[], others: Forecast[]): { gain: number; p: number } {
  const n = total(forecasts, (each) => each.n)
  const gains = forecasts.flatMap(({ n: all, stayed, chance }, index) => {
    const other = others[index]?.chance ?? 0
    return [
      { count: stayed, gain: (1 - other) ** 2 - (1 - chance) ** 2 },
      { count: all - stayed, gain: other ** 2 - chance ** 2 },
    ]
  })
  const gain = total(gains, (each) => each.count * each.gain) / n
  const variance = total(gains, (each) => each.count * (each.gain - gain) ** 2) / Math.max(1, n - 1)
  const error = Math.sqrt(variance / n)
  return { gain, p: error > 0 ? Math.min(1, 2 * normalTail(Math.abs(gain) / error)) : 1 }
}

const total = <T>(items: T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)
