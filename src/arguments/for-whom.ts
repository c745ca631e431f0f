import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { ORIENTATIONS, type Orientation } from './argument.ts'

/** How much speaks to one persona alone, by orientation; what weakens an argument doesn't. */
export function ownClaims(library: Library, persona: string): Map<Orientation, number> {
  const all = entriesOf(library, 'argument')
  return new Map(
    ORIENTATIONS.map((orientation) => [
      orientation,
      all
        .filter(({ body }) => body.orientation === orientation)
        .flatMap(({ body }) => claimsOf(body))
        .filter((claim) => claim.persona === persona && claim.field !== 'never').length,
    ]),
  )
}

/** Arguments by orientation, the one first of which most is said for this persona alone. */
export function argumentsFor(library: Library, persona: string | undefined): Entry<'argument'>[] {
  const own = persona === undefined ? new Map<Orientation, number>() : ownClaims(library, persona)
  const order = ORIENTATIONS.toSorted((a, b) => (own.get(b) ?? 0) - (own.get(a) ?? 0))
  return entriesOf(library, 'argument').toSorted(
    (a, b) => order.indexOf(a.body.orientation) - order.indexOf(b.body.orientation),
  )
}
