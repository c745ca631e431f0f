import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, joined, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { freshness } from './freshness.ts'
import { functionName, shortName } from './names.ts'
import { claimSpans, firstFew, inWords, quoted, type Reading } from './reading.ts'

/** What a term means, and what each team calls the same thing. */
export function termCard(term: Entry<'vocabulary'>, reading: Reading): Block[] {
  const { persona, definition, synonyms, terms } = term.body
  return [
    say(
      line(bold(term.title), persona ? ` is ${shortName(reading.library, persona)}.` : ''),
      definition.length > 0
        ? line(
            ...joined(
              definition.map((claim) => claimSpans(claim)),
              ' ',
            ),
          )
        : undefined,
      ...listed(
        'Who says what',
        firstFew(terms, 12, ({ function: team, term: said }) => [`${functionName(team)}: ${quoted(said)}`]),
      ),
      synonyms.length > 0 ? line(`Also: ${inWords(synonyms, 20)}.`) : undefined,
    ),
    freshness(term, reading),
  ]
}
