import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Condition, Match } from '#src/signals/signal.ts'
import { freshness } from './freshness.ts'
import { firstFew, inWords, lineSpans, quoted, type Reading } from './reading.ts'

/** One signal: what a customer does, what it means, which events are it, and what is kept of them. */
export function signalCard(entry: Entry<'signal'>, reading: Reading): Block[] {
  const { family, does, meaning, from, keeps } = entry.body
  return [
    say(
      line(bold(entry.title), italic(` · ${family} signal`)),
      line(`The customer ${does}.`),
      ...listed(
        'What it means',
        firstFew(meaning, 4, (claim) => lineSpans(claim)),
      ),
      ...listed(
        'It is one of these events',
        firstFew(from, 6, (match) => [matchInWords(match)]),
      ),
      line(keeps.length === 0 ? 'Nothing more of them is kept.' : `Kept of them: ${inWords(keeps, 12)}.`),
    ),
    freshness(entry, reading),
  ]
}

const CALLS: Record<Match['type'], string> = {
  track: 'event',
  page: 'page',
  screen: 'screen',
  identify: 'somebody who signs in',
  group: 'somebody who joins an account',
  alias: 'somebody who gets another id',
  record: 'change in a source',
}

function matchInWords({ type, name, where }: Match): string {
  const conditions = where.map(conditionInWords)
  return [
    CALLS[type],
    ...(name === undefined ? [] : [quoted(name)]),
    ...(conditions.length > 0 ? ['where', conditions.join(' and ')] : []),
  ].join(' ')
}

const COMPARED: Record<Condition['operator'], string> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  above: 'is above',
  below: 'is below',
}

const conditionInWords = ({ property, operator, value }: Condition): string =>
  `${property} ${COMPARED[operator]} ${String(value)}`
