import { bold, italic, joined, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'

/** For whom a claim is, in which role, and where in the lifecycle: what one needs to know to read it on its own. */
export function placeSpans(claim: Partial<PlacedClaim>, library: Library, label?: string): Span[] {
  const { persona, from, to, stage, field, traits = [] } = claim
  const pair = from && to ? `${shortName(library, from)} → ${shortName(library, to)}` : undefined
  const whom = persona ? shortName(library, persona) : pair
  const role = field === 'members' ? traits.join(', ').replaceAll('-', ' ') : undefined
  const where = [label, role, stage && `at ${stage}`].filter((each) => each !== undefined).join(', ')
  const parts = joined([whom ? [bold(whom)] : [], where ? [italic(where)] : []], ' · ')
  return parts.length > 0 ? [...parts, ': '] : []
}
