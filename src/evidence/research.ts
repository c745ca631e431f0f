import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { type KnownEvidence, spelt } from './evidence.ts'
import { factsOf, isInterview } from './methods.ts'

/** Before a persona counts as documented: so many interviews and one quantitative source. */
export const LEAST_INTERVIEWS = 15

/** How many people were interviewed for a persona, and how many sources measure it. */
export type Research = { interviews: number; quantitative: number }

/** What of a persona says which research is its own. */
export type Researched = { slug: string; names: string[]; body: object }

/** What a persona rests on: the evidence that its claims cite, and that which names it. */
function sourcesOf(persona: Researched, evidence: ReadonlyMap<string, KnownEvidence>): KnownEvidence[] {
  const cited = new Set(claimsOf(persona.body).flatMap(({ cites }) => cites))
  return [...evidence.values()].filter((source) => cited.has(source.slug) || source.persona === persona.slug)
}

/** A piece of evidence that a persona rests on; `n`: how many of its people are the persona's, where it says so. */
export type OwnSource = { source: KnownEvidence; n: number | undefined }

/** What a persona rests on, without what is about others. */
export const ownSources = (persona: Researched, evidence: ReadonlyMap<string, KnownEvidence>): OwnSource[] =>
  sourcesOf(persona, evidence)
    .map((source) => ({ source, n: countFor(persona, source) }))
    .filter(({ n }) => n !== 0)

/** The research that opens the gate for a persona. */
export function researchOf(persona: Researched, evidence: ReadonlyMap<string, KnownEvidence>): Research {
  const own = ownSources(persona, evidence)
  const interviews = own.filter(({ source }) => isInterview(source.method))
  return {
    interviews: interviews.reduce((sum, { n }) => sum + (n ?? 0), 0),
    quantitative: own.filter(({ source }) => factsOf(source.method).insight === 'quantitative').length,
  }
}

/**
 * How many of a source's people are this persona's: all of them, unless it is about another persona or counts them by
 * persona. Undefined where it doesn't say how many.
 */
function countFor(
  { slug, names }: Pick<Researched, 'slug' | 'names'>,
  { persona, n, groups }: KnownEvidence,
): number | undefined {
  if (persona !== undefined && persona !== slug) return 0
  const own = [slug, ...names].map(spelt).find((name) => Object.hasOwn(groups, name))
  if (own !== undefined) return groups[own]
  const counted = Object.values(groups)
  return n ?? (counted.length > 0 ? counted.reduce((sum, count) => sum + count, 0) : undefined)
}

export const isShort = ({ interviews, quantitative }: Research): boolean =>
  interviews < LEAST_INTERVIEWS || quantitative === 0

/** Whether a persona counts: it is in use, past the stage of a hypothesis, and has the research for it. */
export function isValidated(
  persona: Entry<'persona'>,
  evidence: ReadonlyMap<string, KnownEvidence>,
): boolean {
  return persona.status === 'active' && !isShort(researchOf(persona, evidence))
}
