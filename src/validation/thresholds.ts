/** From where on a dimension is strong: fixed numbers, which hold for this scorecard alone. */
export const STRONG = {
  /** Of the greater of two numbers. */
  differentiation: 0.2,
  /** Predictions that are right. */
  prediction: 0.7,
  /** Accounts whose persona was told right within the first two calls. */
  identification: 0.8,
  /** Over what everybody gets. */
  content: 0.15,
} as const

export const DIMENSIONS = ['differentiation', 'prediction', 'identification', 'content'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What is known of a dimension: `unknown` as long as there are too few numbers to say. */
export type State = 'strong' | 'weak' | 'unknown'

/** How often a difference may be seen that isn't there, over all comparisons of a dimension. */
export const ALPHA = 0.05
