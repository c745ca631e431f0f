import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Trial } from '#src/tags/try-rule.ts'
import { fitsNearlyAll } from '#src/tags/wide.ts'
import { shortName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { counted, firstFew } from './reading.ts'
import { tagRuleSentence } from './tag-rule.ts'

/** What a rule would do, before anybody proposes it. `rule` is what the button carries. */
export function tagRuleTrial(
  trial: Trial,
  rule: { persona: string; when: string; tags?: 'accounts' | 'contacts' | undefined } & Record<
    string,
    unknown
  >,
  library: Library,
): Block[] {
  const { accounts, fits, unknown, because, moves, examples } = trial
  const noun = rule.tags === 'contacts' ? 'contact' : 'account'
  const moved = moves.reduce((sum, { n }) => sum + n, 0)
  const name = (slug: string | null) => (slug === null ? 'nobody' : shortName(library, slug))
  return [
    say(
      line(
        bold(`${counted(moved, noun)} of ${plainNumber(accounts)} would move.`),
        ` It fits ${plainNumber(fits)}.`,
      ),
      line(tagRuleSentence(rule, library)),
      line(code(rule.when)),
      ...listed(
        'From whom to whom',
        firstFew(
          moves.toSorted((a, b) => b.n - a.n),
          5,
          ({ from, to, n }) => [`${name(from)} → ${name(to)}: ${plainNumber(n)}`],
        ),
      ),
      ...listed(
        'For example',
        firstFew(examples, 10, ({ name: called, from, to }) => [
          `${clip(called, 60)}: ${name(from)} → ${name(to)}`,
        ]),
      ),
    ),
    ...(unknown > 0
      ? [small(`Of ${counted(unknown, noun)} it can’t be told, such as since ${clip(because ?? '', 100)}.`)]
      : []),
    ...(fitsNearlyAll(trial)
      ? [say(line(bold('It fits nearly everybody'), ', so it tells nobody apart. Is that meant?'))]
      : []),
    buttons(proposing(trial, rule)),
  ]
}

function proposing(trial: Trial, rule: object): ButtonSpec[] {
  const all = fitsNearlyAll(trial)
  return [
    {
      text: all ? 'Propose it all the same' : 'Propose it',
      action: 'propose-tag-rule',
      value: { ...rule, ...(all && { confirmed: true }) },
    },
    { text: 'Change it', action: 'tag-rule-form', value: { rule } },
  ]
}

/** All rules in words, in the order in which they are asked. */
export function tagRuleList(rules: Entry<'tag-rule'>[], library: Library): Block[] {
  const sorted = rules.toSorted((a, b) => a.body.priority - b.body.priority)
  return [
    say(
      line(
        bold(rules.length === 0 ? 'There is no tag rule yet.' : `${counted(rules.length, 'tag rule')}.`),
        ' A rule says which persona an account is, from what it is and does; every morning all are asked.',
      ),
      ...listed(
        'In their order',
        firstFew(sorted, 12, ({ title, body }) => [
          bold(title),
          `: ${clip(tagRuleSentence(body, library), 220)}`,
        ]),
      ),
    ),
    buttons([
      { text: 'New rule', action: 'tag-rule-form', value: {} },
      ...sorted
        .slice(0, 4)
        .map(({ title, slug }) => ({ text: clip(title, 28), action: 'tag-rule-form', value: { slug } })),
    ]),
  ]
}

export const SAY_TITLE = 'Give it a name, such as Whole networks.'
export const CHOOSE_PERSONA = 'Choose who they are.'
export const SAY_WHY_RULE = 'Say in a sentence why it tells who they are.'
export const SHORTER = 'At most 400 characters, please.'
export const A_PLACE = 'A whole number from 1 to 1000.'
export const SAY_WHAT = 'Pick what has to be true, or write it in CEL.'
