import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { wordsOfField } from '#src/knowledge/search-document.ts'
import { freshness } from './freshness.ts'
import { claimSpans, type Reading } from './reading.ts'

/** Some claims of an entry: the answer to a question. */
export function claims(entry: Entry, ids: string[], reading: Reading): Block[] {
  const chosen = claimsOf(entry.body)
    .filter(({ id }) => ids.includes(id))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  const fields = new Set(chosen.map(({ field }) => field))
  const [only] = fields
  const about = fields.size === 1 && only ? ` · ${wordsOfField(only)}` : ''
  return [
    say(
      line(bold(entry.title), italic(about)),
      bullets(
        chosen.map((claim) => [
          ...(fields.size > 1 ? [italic(`${wordsOfField(claim.field)}: `)] : []),
          ...claimSpans(claim),
        ]),
      ),
    ),
    freshness(entry, reading),
  ]
}
