import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { claimsIn, shortened, whomSpans } from './concerning.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, counted, firstFew, lineSpans, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

/** A competitor in the eyes of one persona, or of all. */
export const competitorView = view({
  name: 'competitor',
  about: z.object({ slug: z.string(), persona: z.string().optional() }),
  material: ({ slug }, library) => findEntry(library, 'competitor', slug),
  entries: (competitor) => [competitor],
  claims: ({ body }, about) =>
    claimsOf(body).filter(({ persona }) => !persona || !about.persona || persona === about.persona),
  blocks: (competitor, reading, { persona }) =>
    oneScreen([ROOMY, TIGHT, TIGHTEST], (room) => competitorCard(competitor, persona, room, reading)),
})

type Room = { facts: number; lines: number; most: number }
const ROOMY: Room = { facts: 2, lines: 2, most: 260 }
const TIGHT: Room = { facts: 2, lines: 1, most: 180 }
const TIGHTEST: Room = { facts: 1, lines: 1, most: 130 }

/** Their strengths first: whoever hears the rest believes it then. */
function competitorCard(
  competitor: Entry<'competitor'>,
  persona: string | undefined,
  { facts, lines, most }: Room,
  reading: Reading,
): Block[] {
  const { library } = reading
  const part = (heading: string, field: string, few: number, spans: (claim: PlacedClaim) => Span[]) =>
    listed(
      heading,
      firstFew(claimsIn(competitor, field, persona), few, (claim) => [
        ...whomSpans(claim, persona, library),
        ...spans(shortened(claim, most)),
      ]),
    )
  const plain = (claim: PlacedClaim) => claimSpans(claim)
  const [what] = claimsIn(competitor, 'what', persona)
  return [
    say(
      line(
        bold(`Against ${competitor.title}${persona ? `, for ${shortName(library, persona)}` : ''}`),
        ...(what ? [' — ', ...claimSpans(shortened(what, most))] : []),
      ),
      ...part('They are better at', 'strengths', facts, plain),
      ...part('They fall short', 'weaknesses', facts, plain),
      ...part('How we stand', 'position', lines, plain),
      ...part('Ask', 'ask', lines, spokenSpans),
      ...part('Say', 'say', lines, spokenSpans),
      ...part('Proof', 'proof', lines, lineSpans),
      ...part('Never', 'never', lines, plain),
    ),
    freshness(competitor, reading),
  ]
}

/** All competitors: what they are, or how we stand for one persona. */
export function competitorList(
  competitors: Entry<'competitor'>[],
  persona: Entry<'persona'> | undefined,
  { library }: Reading,
): Block[] {
  const whom = persona ? ` in the eyes of ${shortName(library, persona.slug)}` : ''
  const lineOf = (entry: Entry<'competitor'>): PlacedClaim | undefined =>
    persona ? claimsIn(entry, 'position', persona.slug)[0] : claimsIn(entry, 'what')[0]
  return [
    say(
      line(bold(`${counted(competitors.length, 'competitor')}${whom}.`)),
      bullets(
        firstFew(competitors, 12, (entry) => {
          const claim = lineOf(entry)
          return [bold(entry.title), ...(claim ? [': ', ...claimSpans(shortened(claim, 140))] : [])]
        }),
      ),
    ),
  ]
}
