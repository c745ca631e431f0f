import { stateFor, type Validation, weakIn } from '#src/validation/scorecard.ts'
import { DIMENSIONS } from '#src/validation/thresholds.ts'
import type { Judged } from './finding.ts'

/** Whether a persona holds: one finding for all dimensions in which it doesn't, and one where it foresees no longer. */
export function judgeValidation(persona: string, validation: Validation): Judged[] {
  const isKnown = DIMENSIONS.some((dimension) => stateFor(validation, dimension, persona) !== 'unknown')
  return [...(isKnown ? [judgeDimensions(persona, validation)] : []), ...judgeStopped(persona, validation)]
}

function judgeDimensions(persona: string, validation: Validation): Judged {
  const judged = { kind: 'validation', persona } as const
  // That it foresees no longer is a finding of its own.
  const stopped = ofPrediction(persona, validation)?.stopped === true
  const weak = weakIn(validation, persona).filter((each) => each !== 'prediction' || !stopped)
  const fiction = validation.differentiation.alike.includes(persona)
  return weak.length === 0 ? judged : { ...judged, facts: { ...judged, weak, fiction } }
}

const ofPrediction = (persona: string, { prediction }: Validation) =>
  prediction?.calibrated.find((each) => each.persona === persona)

function judgeStopped(persona: string, validation: Validation): Judged[] {
  const { horizon } = validation
  const own = ofPrediction(persona, validation)
  if (!own || !horizon) return []
  const judged = { kind: 'stopped', persona } as const
  const { said, seen, n, stopped } = own
  const when = { from: horizon.triedAt.toString(), months: horizon.months }
  return [stopped ? { ...judged, facts: { ...judged, said, seen, n, ...when } } : judged]
}
