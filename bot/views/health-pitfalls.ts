import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Health } from '#src/health/health.ts'
import { PITFALLS, type Pitfall, type Unjudged } from '#src/health/pitfall.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { roughly } from './numbers.ts'
import { capital, counted, inWords } from './reading.ts'

type Words = [what: string, mend: string]

/** What is wrong in a few words, and what gets one out of it; `who`: the personas concerned. */
const WORDS: Record<Pitfall['pitfall'], (pitfall: Pitfall, who: string) => Words> = {
  static: (_, who) => [
    `Static: ${who}`,
    'nobody changed or confirmed it for 18 months; interview five customers anew.',
  ],
  'many-primary': ({ n }) => [
    `Too many: ${n} primary personas`,
    'make some of them secondary; three to five can be kept apart.',
  ],
  'no-negative': () => ['No negative persona', 'write down whom you turn away, and by what one knows them.'],
  'negative-unused': ({ n, of }) => [
    `Negative personas are not used: ${roughly(of === 0 ? 0 : n / of)} of ${counted(of, 'lead')} turned away`,
    'below 20 % one hardly looks for them; put their criteria into lead scoring.',
  ],
  assumptions: (_, who) => [
    `Assumption-based: ${who}`,
    'most claims cite no evidence, which is worse than no persona.',
  ],
  orphaned: (_, who) => [`Orphaned: ${who}`, 'name an owner who is there.'],
  'no-adoption': ({ n }) => [
    `Not used: ${n === 0 ? 'no function' : counted(n, 'function')} asked within 30 days`,
    'three are the bar; take one playbook to the next team meeting.',
  ],
  categories: (_, who) => [`Categories clash: one word means ${who}`, 'map who says what in the vocabulary.'],
  generic: (_, who) => [
    `Too generic: ${who}`,
    'they share most of their claims; merge them, or say how they differ.',
  ],
  'not-measurable': (_, who) => [`Not measurable: ${who}`, 'fewer than 30 customers are tagged with it.'],
  channels: ({ personas }, who) =>
    personas.length > 0
      ? [
          `Channels are guessed: ${who}`,
          'no evidence says where they learn; ask five customers what they read before they called.',
        ]
      : ['Channels do not fit', 'you reach personas elsewhere than where they learn; move one campaign.'],
  complex: ({ personas, n }, who) =>
    personas.length > 0
      ? [`Too complex: ${who}`, 'more than a page; keep what changes a decision, and drop the rest.']
      : [
          `Too complex: ${n} personas and none validated`,
          'begin with the two that you know best, and validate those.',
        ],
  'local-maximum': (_, who) => [
    `Local maximum: ${who}`,
    'fewer stay, while support gets cheaper or expansion grows; look at who is paid for which number.',
  ],
  decay: (_, who) => [
    `Decay: ${who}`,
    'messages fail more often, or new customers leave sooner; refresh ahead of time.',
  ],
  'no-governance': ({ n }) => [
    `No governance: ${counted(n, 'function')} on the board`,
    'a decision needs three; give somebody of each the role board.',
  ],
}

export function pitfallWords(pitfall: Pitfall, library: Library): Words {
  const names = pitfall.personas.map((slug) => shortName(library, slug))
  return WORDS[pitfall.pitfall](pitfall, inWords(names, 4))
}

/** What was found, how many are looked for, and what nobody can tell yet, with what would tell it. */
export function pitfallBlocks({ pitfalls, unjudged, facts }: Health): Block[] {
  const head = pitfalls.length === 0 ? 'No pitfall found.' : `${counted(pitfalls.length, 'pitfall')}.`
  return [
    say(
      line(bold(head), ` ${PITFALLS.length} are looked for.`),
      ...(pitfalls.length === 0 ? [] : [bullets(pitfalls.map((each) => pitfallSpans(each, facts.library)))]),
    ),
    ...(unjudged.length === 0
      ? []
      : [small(`Not known yet: ${unjudged.map((each) => UNJUDGED[each]).join('; ')}.`)]),
  ]
}

/** What would have to be there before one could tell. */
const UNJUDGED: Record<Unjudged, string> = {
  channels: 'whether you reach them where they learn, which the board answers',
  'negative-unused': 'whether negative personas are used, since no leads are imported',
  'local-maximum':
    'whether one number grows at the cost of another, since no review has half a year behind it',
}

const pitfallSpans = (pitfall: Pitfall, library: Library): Span[] => {
  const [what, mend] = pitfallWords(pitfall, library)
  return [bold(`${what}. `), capital(mend)]
}
