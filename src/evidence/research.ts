import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { type KnownEvidence, METHODS } from './evidence.ts'

/** Before a persona counts as documented: so many interviews and one quantitative source. */
export const LEAST_INTERVIEWS = 15

/** What a persona's claims rest on: people interviewed, and sources with numbers. */
export function researchOf(
  persona: Entry<'persona'>,
  evidence: ReadonlyMap<string, KnownEvidence>,
): { interviews: number; quantitative: number } {
  const cited = new Set(claimsOf(persona.body).flatMap(({ cites }) => cites))
  const sources = [...cited].flatMap((slug) => evidence.get(slug) ?? [])
  const interviews = sources.filter(({ method }) => method === 'interviews' || method === 'switch-interviews')
  return {
    interviews: interviews.reduce((sum, { n }) => sum + (n ?? 0), 0),
    quantitative: sources.filter(({ method }) => METHODS[method] === 'quantitative').length,
  }
}

export const isShort = ({
  interviews,
  quantitative,
}: {
  interviews: number
  quantitative: number
}): boolean => interviews < LEAST_INTERVIEWS || quantitative === 0
