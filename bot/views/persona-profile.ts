import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, italic, joined, line } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { wordsOfField } from '#src/knowledge/search-document.ts'
import { freshness } from './freshness.ts'
import { identitySpans, kindOf } from './persona-card.ts'
import { capital, claimSpans, firstFew, inWords, type Reading } from './reading.ts'

/**
 * Everything that is known of a persona, field by field. Each field is one paragraph: a real list costs so much around
 * each line that a full page of claims would be more than Slack takes in a message.
 */
export function personaProfile(persona: Entry<'persona'>, reading: Reading): Block[] {
  const fields = Map.groupBy(claimsOf(persona.body), ({ field }) => field)
  const sections = [...fields].map(([field, claims]) =>
    say(
      line(
        ...joined(
          [[bold(capital(wordsOfField(field)))], ...firstFew(claims, 8, (claim) => claimSpans(claim))],
          '\n• ',
        ),
      ),
    ),
  )
  const head = say(
    line(bold(persona.title), ...identitySpans(persona), ' · ', italic(kindOf(persona))),
    persona.names.length > 1 ? line(`Also called ${inWords(persona.names.slice(1), 12)}.`) : undefined,
  )
  return [head, ...sections, freshness(persona, reading)]
}
