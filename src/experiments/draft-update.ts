import type { Change, PartChange } from '#src/board/change.ts'
import { partOf } from '#src/board/parts.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { Outcome } from './analyse.ts'

/** Where a persona says what moves it. */
const FIELD = 'motives'

/**
 * What an experiment changes of the personas that it was made with: one statement each, which cites it, where something
 * was seen. A persona that cites it already is left as it is.
 */
export function partsOfOutcomes(
  outcomes: Outcome[],
  evidence: string,
  wordsOf: (outcome: Outcome) => string,
  library: Library,
): PartChange[] {
  return outcomes.flatMap((outcome) => {
    const persona = findEntry(library, 'persona', outcome.expectation.persona)
    if (!persona || !isSeen(outcome)) return []
    const claims = claimsOf(persona.body)
    if (claims.some(({ cites }) => cites.includes(evidence))) return []
    const taken = new Set(claims.map(({ id }) => id))
    const after = { id: freeId(taken), text: wordsOf(outcome), cites: [evidence], audience: 'internal' }
    const change: Change = { type: 'added', field: FIELD, after }
    return [partOf(persona, [change])]
  })
}

/** A difference is something to write down, whichever way it goes; that none was seen may be for want of numbers. */
const isSeen = ({ verdict }: Outcome): boolean =>
  verdict === 'as expected' || verdict === 'the other way round'

function freeId(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`x${number}`)) return `x${number}`
}
