import { z } from 'zod'

/** One closed month's value of a KPI; undefined where there was none, or too little to say one. */
export type MonthValue = { month: string; value: number | undefined }

/** A persona's own history is looked at so many closed months back; with fewer than the least it is no history. */
export const WINDOW = 12
export const LEAST_HISTORY = 6

/** What is usual for a persona: from its own months alone, named, and by which method. */
export const range = z.object({
  low: z.number(),
  high: z.number(),
  /** First days of the first and the last month that it comes from. */
  from: z.string(),
  to: z.string(),
  months: z.number(),
  method: z.enum(['lowest to highest', 'mean ± 2 standard deviations']),
})
export type Range = z.output<typeof range>

/**
 * The range of the newest months of a history, oldest first; undefined where it is too short. From a whole window on
 * it is the mean ± 2 sample standard deviations (Shewhart's warning limits), before that the lowest and the highest.
 * It never lies below the least that the KPI can be, 0 if it isn't said, nor above the most.
 */
export function rangeOf(
  history: { month: string; value: number }[],
  most = Number.POSITIVE_INFINITY,
  least = 0,
): Range | undefined {
  const window = history.slice(-WINDOW)
  const [first, last] = [window.at(0), window.at(-1)]
  if (!first || !last || window.length < LEAST_HISTORY) return undefined
  const values = window.map(({ value }) => value)
  const whole = window.length === WINDOW
  return {
    ...(whole ? aroundMean(values, most, least) : { low: Math.min(...values), high: Math.max(...values) }),
    from: first.month,
    to: last.month,
    months: window.length,
    method: whole ? 'mean ± 2 standard deviations' : 'lowest to highest',
  }
}

function aroundMean(values: number[], most: number, least: number): { low: number; high: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (values.length - 1))
  return { low: Math.max(least, mean - 2 * deviation), high: Math.min(most, mean + 2 * deviation) }
}
