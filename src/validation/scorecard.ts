import { LEAST_N } from '#src/kpis/review.ts'
import type { Content } from './content.ts'
import type { Differentiation } from './differentiation.ts'
import type { Identification } from './identification.ts'
import type { Horizon } from './outcome-store.ts'
import type { Prediction } from './prediction.ts'
import { DIMENSIONS, type Dimension, STRONG, type State } from './thresholds.ts'

/** The scorecard of validation: what is known in four dimensions, with all that says so. */
export type Validation = {
  /** First days of the months that behaviour is compared over; undefined without any. */
  window: { from: Temporal.PlainDate; to: Temporal.PlainDate } | undefined
  /** Closed months of which there is a history that nobody worked out from a snapshot. */
  observed: number
  differentiation: Differentiation
  prediction: Prediction | undefined
  horizon: Horizon | undefined
  identification: Identification
  content: Content
  /** No two personas differ in anything that is measured: numbers are told by them, and mean nothing. */
  fiction: boolean
}

export const stateOf = (validation: Validation, dimension: Dimension): State =>
  dimension === 'prediction' ? (validation.prediction?.state ?? 'unknown') : validation[dimension].state

/** Two personas or more were compared, and not a single pair differs. */
export const isFiction = ({ pairs }: Differentiation): boolean =>
  pairs.length > 0 && pairs.every(({ differences }) => differences.length === 0)

/** What is known of one persona in a dimension. */
export function stateFor(validation: Validation, dimension: Dimension, persona: string): State {
  switch (dimension) {
    case 'differentiation': {
      const own = validation.differentiation.pairs.filter(({ personas }) => personas.includes(persona))
      if (own.length === 0) return 'unknown'
      return own.every(({ differences }) => differences.length > 0) ? 'strong' : 'weak'
    }
    case 'prediction': {
      const own = validation.prediction?.calibrated.find((each) => each.persona === persona)
      if (!validation.prediction || !own) return 'unknown'
      return own.stopped ? 'weak' : validation.prediction.state
    }
    case 'identification': {
      const own = validation.identification.personas.find((each) => each.persona === persona)
      if (!own || own.n < LEAST_N) return 'unknown'
      return own.hits / own.n > STRONG.identification ? 'strong' : 'weak'
    }
    case 'content': {
      const own = validation.content.lifted.find((each) => each.persona === persona)
      if (!own) return 'unknown'
      return own.strong ? 'strong' : 'weak'
    }
  }
}

/** In which dimensions one persona is weak. */
export const weakIn = (validation: Validation, persona: string): Dimension[] =>
  DIMENSIONS.filter((dimension) => stateFor(validation, dimension, persona) === 'weak')
