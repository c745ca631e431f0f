import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { wordsOfField } from '#src/knowledge/search-document.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { capital, firstFew, lineSpans, type Reading } from './reading.ts'

/** An entry field by field: what every kind can be shown as. */
export function entryCard(entry: Entry, reading: Reading): Block[] {
  const fields = Map.groupBy(claimsOf(entry.body), ({ field }) => field)
  const sections = [...fields].flatMap(([field, claims]) =>
    listed(
      capital(wordsOfField(field)),
      firstFew(claims, 4, (claim) => [
        ...(claim.persona ? [bold(`${shortName(reading.library, claim.persona)}: `)] : []),
        ...lineSpans(claim),
      ]),
    ),
  )
  return [
    say(line(bold(entry.title), italic(` · ${KINDS[entry.kind].called}`)), ...sections),
    freshness(entry, reading),
  ]
}
