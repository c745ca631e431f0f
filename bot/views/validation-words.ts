import type { Difference } from '#src/validation/differentiation.ts'
import { measuredAs } from '#src/validation/differentiation.ts'
import type { Dimension, State } from '#src/validation/thresholds.ts'
import { money, percent } from './numbers.ts'
import { quoted } from './reading.ts'

export const DIMENSION_NAMES: Record<Dimension, string> = {
  differentiation: 'Behaviour',
  prediction: 'Prediction',
  identification: 'Identification in sales',
  content: 'Content',
}

export const STATE_WORDS: Record<State, string> = {
  strong: 'strong',
  weak: 'weak',
  unknown: 'not known yet',
}

/** What a weak dimension asks for. */
export const WEAK_ACTIONS: Record<Dimension, string> = {
  differentiation: 'Look at the segmentation again: personas may be too similar.',
  prediction: 'Go back to the research: the wrong variables may be in it.',
  identification: 'Simplify the definitions, and say by which signs one knows them.',
  content: 'Look at the pain points again.',
}

const COLUMNS: Record<string, string> = {
  churn: 'churn',
  expansion: 'the share that expands',
  revenue: 'monthly revenue',
  support: 'support cost a month',
  activity: 'active days a month',
  tickets: 'tickets a month',
}

const metricWords = ({ of, name }: Difference['metric']): string =>
  of === 'months' ? (COLUMNS[name] ?? name) : quoted(name)

const IN_MONEY = new Set(['revenue', 'support'])

function valueWords({ metric }: Difference, value: Difference['a'], currency: string): string {
  if ('hits' in value) return percent(measuredAs(value))
  if (IN_MONEY.has(metric.name)) return money(value.mean, currency)
  return String(Number(value.mean.toPrecision(3)))
}

/** "churn (12.0 % against 31.4 %, n 240 and 180)" */
export const differenceWords = (difference: Difference, currency: string): string => {
  const { metric, a, b } = difference
  return `${metricWords(metric)} (${valueWords(difference, a, currency)} against ${valueWords(difference, b, currency)}, n ${a.n} and ${b.n})`
}
