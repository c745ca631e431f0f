import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'

/** A pain point, whose it is, how bad (1 to 5), and the slug of the theme that it belongs to. */
export type MappedPain = {
  persona: Entry<'persona'>
  severity: number
  theme: string | undefined
  claim: PlacedClaim
}

/** The pain points of everybody whom the company wants, or of one persona, the severest first. */
export function mappedPains(library: Library, only: string | undefined): MappedPain[] {
  return personasInOrder(library)
    .filter(({ slug, body }) => (only === undefined ? body.kind !== 'negative' : slug === only))
    .flatMap(painsOf)
    .toSorted((a, b) => b.severity - a.severity)
}

function painsOf(persona: Entry<'persona'>): MappedPain[] {
  const claims = new Map(
    claimsOf(persona.body).flatMap((claim) => (claim.field === 'pains' ? [[claim.id, claim] as const] : [])),
  )
  return persona.body.pains.flatMap(({ id, severity, theme }) => {
    const claim = claims.get(id)
    return claim ? [{ persona, severity, theme, claim }] : []
  })
}
