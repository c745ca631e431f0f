import { aucOf, brierOf, type Outcome } from '#src/statistics/forecast-quality.ts'

/** How good the chances were that customers were given to stay. */
export type Quality = {
  n: number
  /** How many were foreseen rightly: to stay from a chance of one half on. */
  right: number
  /** Mean squared distance of the chance from what came (Brier 1950): 0 is perfect. */
  brier: number
  /** How often one who stayed had the higher chance than one who left, ties counting half; undefined without both. */
  ranked: number | undefined
}

export const qualityOf = (outcomes: Outcome[]): Quality => ({
  n: outcomes.reduce((sum, { n }) => sum + n, 0),
  right: outcomes.reduce((sum, { n, hits, chance }) => sum + (chance >= 0.5 ? hits : n - hits), 0),
  brier: brierOf(outcomes),
  ranked: aucOf(outcomes)?.auc,
})
