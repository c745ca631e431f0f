import { decisionsAt, excludedFromScorecards, fateOf, startOf } from '#src/decisions/effects.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Conflict, Judged } from './finding.ts'

/**
 * What the board has decided about is nothing unusual any more: the numbers of a persona that is out of the scorecards,
 * and that nobody reviews or uses one that is to be sunset.
 */
export function asDecided(judged: Judged[], library: Library, today: Temporal.PlainDate): Judged[] {
  const excluded = excludedFromScorecards(library, today)
  const isSettled = ({ kind, persona, facts }: Judged): boolean => {
    switch (kind) {
      case 'conflict':
        return excluded.has(persona) || (facts?.kind === 'conflict' && isResolved(facts, library, today))
      case 'drift':
      case 'metric':
      case 'cohorts':
      case 'validation':
      case 'stopped':
      case 'wrong-fit':
        return excluded.has(persona)
      case 'unreviewed':
      case 'unused':
        return fateOf(library, persona, today)?.body.choice === 'sunset'
      case 'misses':
      case 'emerging':
        return false
    }
  }
  return judged.map((each) => (isSettled(each) ? { kind: each.kind, persona: each.persona } : each))
}

/** The board said what comes of it, since the change: it is a decision of its own. */
const isResolved = (
  { persona, gains, change }: Conflict,
  library: Library,
  today: Temporal.PlainDate,
): boolean =>
  decisionsAt(library, 'conflict', today).some(
    (each) => each.body.loses === persona && each.body.gains === gains && startOf(each) >= change.on,
  )
