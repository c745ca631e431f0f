import { z } from 'zod'
import { quantileOf } from '#src/statistics/quantile.ts'

/** One closed month's value of a KPI; undefined where there was none, or too little to say one. */
export type MonthValue = { month: string; value: number | undefined }

/** With fewer closed periods than these it is no history. */
export const LEAST_HISTORY = 6
/** So many are looked back at where a KPI doesn't say otherwise; a standard deviation of fewer says little. */
export const WINDOW = 12

/** How a persona's range comes out of its own history: the fields by which a KPI says so. */
export const RANGE_FIELDS = {
  window: z
    .int('a whole number of periods')
    .min(LEAST_HISTORY, `at least ${LEAST_HISTORY} periods`)
    .max(24, 'at most 24 periods')
    .default(WINDOW)
    .describe('Against how many of its own closed periods a persona is held, 12 by default'),
  threshold: z
    .enum(['deviation', 'quantiles'])
    .default('deviation')
    .describe(
      'How its range comes of them: deviation (mean ± standard deviations of a full window, the lowest to the highest of a younger one) or quantiles (the middle band)',
    ),
  deviations: z
    .number()
    .min(1, 'at least 1')
    .max(4, 'at most 4')
    .default(2)
    .describe('Of deviation: how many standard deviations, 2 by default'),
  band: z
    .int('a whole number of percent')
    .min(50, 'at least 50')
    .max(100, 'at most 100, which is the lowest to the highest')
    .default(90)
    .describe('Of quantiles: the middle so many percent of its periods, 90 by default'),
}

/** Reads the rule out of a KPI's body, whatever else it says. */
export const rangeRule = z.object(RANGE_FIELDS)
export type RangeRule = z.output<typeof rangeRule>

/** What holds where a KPI doesn't say otherwise. */
export const USUAL_RULE: RangeRule = rangeRule.parse({})

/** What is usual for a persona: from its own months alone, named, and by which method. */
export const range = z.object({
  low: z.number(),
  high: z.number(),
  /** First days of the first and the last month that it comes from. */
  from: z.string(),
  to: z.string(),
  months: z.number(),
  /** In words: lowest to highest, mean ± 2 standard deviations, middle 90 %. */
  method: z.string(),
})
export type Range = z.output<typeof range>

/**
 * The range of the newest periods of a history, oldest first; undefined where it is too short. Of a full window it is
 * the mean ± so many sample standard deviations (2: Shewhart's warning limits), of a younger one the lowest to the
 * highest; or, by quantiles, the middle band (type 7, as in R and spreadsheets). It never lies below the least that the
 * KPI can be, 0 if it isn't said, nor above the most.
 */
export function rangeOf(
  history: { month: string; value: number }[],
  most = Number.POSITIVE_INFINITY,
  least = 0,
  rule = USUAL_RULE,
): Range | undefined {
  const window = history.slice(-rule.window)
  const [first, last] = [window.at(0), window.at(-1)]
  if (!first || !last || window.length < LEAST_HISTORY) return undefined
  const values = window.map(({ value }) => value)
  const { low, high, method } = limitsOf(values, rule)
  return {
    low: Math.max(least, low),
    high: Math.min(most, high),
    ...{ from: first.month, to: last.month, months: window.length, method },
  }
}

type Limits = Pick<Range, 'low' | 'high' | 'method'>

function limitsOf(values: number[], { window, threshold, deviations, band }: RangeRule): Limits {
  if (threshold === 'deviation' && values.length === window) return aroundMean(values, deviations)
  const share = threshold === 'quantiles' ? band / 100 : 1
  const sorted = values.toSorted((a, b) => a - b)
  return {
    low: quantileOf(sorted, (1 - share) / 2),
    high: quantileOf(sorted, (1 + share) / 2),
    method: share === 1 ? 'lowest to highest' : `middle ${band} %`,
  }
}

function aroundMean(values: number[], times: number): Limits {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (values.length - 1))
  const method = `mean ± ${times} standard deviations`
  return { low: mean - times * deviation, high: mean + times * deviation, method }
}
