import { excludedFromScorecards, fateOf } from '#src/decisions/effects.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Judged } from './finding.ts'

/**
 * What the board has decided about is nothing unusual any more: the numbers of a persona that is out of the scorecards,
 * and that nobody reviews or uses one that is to be sunset.
 */
export function asDecided(judged: Judged[], library: Library, today: Temporal.PlainDate): Judged[] {
  const excluded = excludedFromScorecards(library, today)
  const isSettled = ({ kind, persona }: Judged): boolean => {
    switch (kind) {
      case 'drift':
      case 'metric':
      case 'cohorts':
        return excluded.has(persona)
      case 'unreviewed':
      case 'unused':
        return fateOf(library, persona, today)?.body.choice === 'sunset'
      case 'misses':
        return false
    }
  }
  return judged.map((each) => (isSettled(each) ? { kind: each.kind, persona: each.persona } : each))
}
