import { bold, italic, joined, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'

/** For whom a claim is and where in the lifecycle: what one needs to know to read it on its own. */
export function placeSpans({ persona, from, to, stage }: Partial<PlacedClaim>, library: Library): Span[] {
  const pair = from && to ? `${shortName(library, from)} → ${shortName(library, to)}` : undefined
  const whom = persona ? shortName(library, persona) : pair
  const parts = joined([whom ? [bold(whom)] : [], stage ? [italic(`at ${stage}`)] : []], ' ')
  return parts.length > 0 ? [...parts, ': '] : []
}
