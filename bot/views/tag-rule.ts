import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, code, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { ruleInWords } from '#src/rules/in-words.ts'
import { tagNames } from '#src/tags/rule-names.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { firstFew, inWords, lineSpans, type Reading } from './reading.ts'
import { howSure, METHOD_WORDS } from './tag-words.ts'

/** Which accounts a rule tags with whom, in words and as it is kept. */
export function tagRuleCard(entry: Entry<'tag-rule'>, reading: Reading): Block[] {
  const { method, priority, confidence, why, when } = entry.body
  return [
    say(
      line(bold(entry.title), italic(` · tag rule (${METHOD_WORDS[method]})`)),
      line(tagRuleSentence(entry.body, reading.library)),
      ...(when === undefined ? [] : [line(code(when))]),
      line(italic(`Priority ${priority} · ${howSure(confidence)}`)),
      ...listed(
        'Why',
        firstFew(why, 4, (claim) => lineSpans(claim)),
      ),
    ),
    freshness(entry, reading),
  ]
}

/** "An account that worked in the Planner at least once in 7 days is Carla." */
export function tagRuleSentence(
  {
    persona,
    reads,
    when,
    tags,
  }: Partial<Pick<Entry<'tag-rule'>['body'], 'persona' | 'reads' | 'when' | 'tags'>>,
  library: Library,
): string {
  const that = when === undefined ? '' : ` that ${ruleInWords(when, tagNames(library))}`
  const who = tags === 'contacts' ? 'A contact or lead' : 'An account'
  if (persona !== undefined) return `${who}${that} is ${shortName(library, persona)}.`
  return `${who}${that} is whom ${tags === 'contacts' ? 'their' : 'its'} ${(reads ?? '').split('.').at(-1)?.replaceAll('_', ' ')} names.`
}

/** Whose word counts first. */
export function tagPrecedenceCard(entry: Entry<'tag-precedence'>, reading: Reading): Block[] {
  const { order, reasons } = entry.body
  return [
    say(
      line(bold(entry.title), italic(' · order of tags')),
      line(
        `What counts where tags disagree: ${inWords(
          order.map((each) => METHOD_WORDS[each]),
          8,
        )}, in this order.`,
      ),
      ...listed(
        'Why',
        firstFew(reasons, 4, (claim) => lineSpans(claim)),
      ),
    ),
    freshness(entry, reading),
  ]
}
