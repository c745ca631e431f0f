import { LEAST_N } from '#src/kpis/review.ts'
import type { YearOfPersona } from './facts.ts'

/** How far personas lie apart in churn, over a year of account-months. */
export type Spread = {
  /** Personas with enough account-months for a share. */
  measured: number
  differs: boolean
  /** A persona and its churn a month; absent where fewer than two are measured. */
  most?: { persona: string; churn: number; n: number }
  least?: { persona: string; churn: number; n: number }
}

/** A fifth more is a difference that one acts on. */
const LEAST_DIFFERENCE = 0.2
/** Three standard errors: the highest of several always differs a little from the lowest. */
const STANDARD_ERRORS = 3

/**
 * The highest churn against the lowest, churned account-months / account-months that began with revenue. They differ
 * where the gap is more than a fifth of the higher and more than three standard errors of the difference of two shares.
 */
export function churnSpread(year: YearOfPersona[]): Spread {
  const rates = year
    .filter(({ n }) => n >= LEAST_N)
    .map(({ persona, n, churned }) => ({ persona, n, churn: churned / n }))
    .toSorted((a, b) => b.churn - a.churn)
  const [most, least] = [rates.at(0), rates.at(-1)]
  if (!most || !least || rates.length < 2) return { measured: rates.length, differs: false }
  const pooled = (most.churn * most.n + least.churn * least.n) / (most.n + least.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / most.n + 1 / least.n))
  const gap = most.churn - least.churn
  const differs = gap > 0 && gap / most.churn > LEAST_DIFFERENCE && gap > STANDARD_ERRORS * error
  return { measured: rates.length, differs, most, least }
}
