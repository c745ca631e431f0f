import { type Block, say } from '#bot/slack/blocks.ts'
import { italic, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import { DECISION_STEPS } from '#src/lifecycle/stage.ts'
import { type Group, lists, type Size } from './groups.ts'
import { placeSpans } from './placed.ts'
import { lineSpans, type Reading } from './reading.ts'

/** Pieces of content under the question that each step of a decision asks. */
export function contentSteps(claims: PlacedClaim[], size: Size, { library }: Reading): Block[] {
  const content = claims.filter(({ field }) => field === 'content')
  const groups: Group[] = Object.entries(DECISION_STEPS).map(([step, question], index) => ({
    heading: `${index + 1}. ${question}`,
    claims: content.filter(({ traits }) => traits.includes(step)),
    spans: (claim, most): Span[] => [
      ...placeSpans(claim, library),
      ...lineSpans(claim, most),
      ...furtherSpans(claim, step),
    ],
  }))
  return content.length === 0 ? [] : [say(...lists(groups, size))]
}

/** Its format and what the reader is to do next, where the entry says so. */
function furtherSpans({ traits }: PlacedClaim, step: string): Span[] {
  const further = traits.filter((trait) => trait !== step)
  return further.length === 0 ? [] : [italic(` · ${further.join(' · ')}`)]
}
