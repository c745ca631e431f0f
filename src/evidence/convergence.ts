import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { KnownEvidence } from './evidence.ts'
import type { MethodName } from './methods.ts'

/** From so many independent sources on, evidence converges. */
export const CONVERGENT = 3

/** A claim and the methods that it was found by. */
export type Supported = { claim: PlacedClaim; methods: MethodName[] }

export type Convergence = {
  /** Every claim, the one with the most independent sources first, those with equally many as on the page. */
  claims: Supported[]
  /** How many of them have enough independent sources. */
  convergent: number
  /** How many rest on nothing. */
  assumptions: number
}

/**
 * How many independent sources say the same, claim by claim. Two pieces of evidence are independent if they were
 * found by different methods: a second round of interviews repeats the first one's blind spots, what people do or
 * write in tickets doesn't. So the count is that of the methods among the pieces that a claim cites.
 */
export function convergenceOf(body: object, evidence: ReadonlyMap<string, KnownEvidence>): Convergence {
  const claims = claimsOf(body)
    .map((claim) => ({ claim, methods: methodsBehind(claim, evidence) }))
    .toSorted((a, b) => b.methods.length - a.methods.length)
  return {
    claims,
    convergent: claims.filter(({ methods }) => methods.length >= CONVERGENT).length,
    assumptions: claims.filter(({ claim }) => claim.cites.length === 0).length,
  }
}

const methodsBehind = (
  { cites }: PlacedClaim,
  evidence: ReadonlyMap<string, KnownEvidence>,
): MethodName[] => [...new Set(cites.flatMap((slug) => evidence.get(slug)?.method ?? []))]
