import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { type Rule, ruleInForce, type Sort } from '#src/voting-rules/rule.ts'
import { freshness } from './freshness.ts'
import { firstName } from './proposal-text.ts'
import { capital, counted, firstFew, inWords, lineSpans, pluralOf, type Reading } from './reading.ts'

/** One voting rule: for what it is, who decides, and why so. */
export function ruleCard(entry: Entry<'voting-rule'>, reading: Reading): Block[] {
  const { body } = entry
  return [
    say(
      line(bold(entry.title), italic(' · voting rule')),
      line(
        'On ',
        body.sort === 'wording' ? 'the wording alone of ' : '',
        bold(kindsInWords(body.kinds)),
        ` ${decidesInWords(body)}.`,
      ),
      ...listed(
        'Why',
        firstFew(body.reasons, 4, (reason) => lineSpans(reason)),
      ),
    ),
    freshness(entry, reading),
  ]
}

/** Who decides on what, of every kind, whether an entry says so or not. */
export function rulesOverview(library: Library): Block[] {
  const entries = entriesOf(library, 'voting-rule')
  const of = (sort: Sort) => grouped(KIND_NAMES, (kind) => ruleInForce(kind, sort, entries))
  return [
    say(
      line(bold('Who decides on what.'), ' A proposal keeps the rule that was in force when it was made.'),
      bullets(of('core').map(({ kinds, rule }) => ruleSpans(kindsInWords(kinds), rule))),
      line('Where nothing but the words changes:'),
      bullets(
        of('wording').map(({ kinds, rule }) =>
          ruleSpans(kinds.length === KIND_NAMES.length ? 'everything' : kindsInWords(kinds), rule),
        ),
      ),
    ),
  ]
}

/** "Jonas, who owns it, decides on what you propose, unless a board member objects." */
export function whoDecides(entry: Entry, library: Library): string {
  const { decides } = ruleInForce(entry.kind, 'core', entriesOf(library, 'voting-rule'))
  const { owner } = answerableFor(entry, library.members)
  if (decides === 'operator') return 'An admin decides on what you propose.'
  if (decides === 'board' || !owner) return 'The board decides on what you propose.'
  return `${firstName(owner.name)}, who owns it, decides on what you propose, unless a board member objects.`
}

const ruleSpans = (what: string, rule: Rule): Span[] => [bold(capital(what)), `: ${decidesInWords(rule)}`]

function grouped(kinds: KindName[], ruleOf: (kind: KindName) => Rule): { kinds: KindName[]; rule: Rule }[] {
  const groups = Map.groupBy(kinds, (kind) => decidesInWords(ruleOf(kind)))
  return [...groups.values()].flatMap((same) => {
    const [first] = same
    return first ? [{ kinds: same, rule: ruleOf(first) }] : []
  })
}

const kindsInWords = (kinds: readonly KindName[]): string =>
  inWords(
    kinds.map((kind) => pluralOf(KINDS[kind].called)),
    20,
  )

type Said = Pick<Rule, 'decides' | 'least' | 'majority' | 'days' | 'window' | 'block'>

/** "the board decides: a majority from at least 3 functions within 5 business days, and nobody's block" */
function decidesInWords({ decides, least, majority, days, window, block }: Said): string {
  if (decides === 'operator') return `an admin decides, within ${counted(days, 'business day')}`
  if (decides === 'owner')
    return `the owner decides, unless a board member objects within ${counted(window, 'business day')}`
  const share = majority === 'half' ? 'a majority' : 'two-thirds'
  const most = `${share} of the votes from at least ${counted(least, 'function')}`
  return `the board decides: ${most} within ${counted(days, 'business day')}${block ? ", and nobody's block" : ''}`
}
