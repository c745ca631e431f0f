import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { wordsOfField } from '#src/knowledge/search-document.ts'
import { freshness } from './freshness.ts'
import { placeSpans } from './placed.ts'
import { claimSpans, type Reading } from './reading.ts'
import { view } from './view.ts'

/** Some claims of an entry: the answer to a question. */
export const claimsView = view({
  name: 'claims',
  about: z.object({ kind: z.enum(KIND_NAMES), slug: z.string(), ids: z.array(z.string()) }),
  material: ({ kind, slug }, library) => findEntry(library, kind, slug),
  entries: (entry) => [entry],
  claims: chosenOf,
  blocks: (entry, reading, about) => claimsCard(entry, chosenOf(entry, about), reading),
})

/** In the order in which they were chosen. */
function chosenOf(entry: Entry, { ids }: { ids: string[] }): PlacedClaim[] {
  return claimsOf(entry.body)
    .filter(({ id }) => ids.includes(id))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

function claimsCard(entry: Entry, chosen: PlacedClaim[], reading: Reading): Block[] {
  const fields = new Set(chosen.map(({ field }) => field))
  const [only] = fields
  const about = fields.size === 1 && only ? ` · ${wordsOfField(only)}` : ''
  return [
    say(
      line(bold(entry.title), italic(about)),
      bullets(
        chosen.map((claim) => [
          ...placeSpans(claim, reading.library, fields.size > 1 ? wordsOfField(claim.field) : undefined),
          ...claimSpans(claim),
        ]),
      ),
    ),
    freshness(entry, reading),
  ]
}
