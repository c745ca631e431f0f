import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Improvement } from '#src/triggers/improve.ts'
import { isPoor, type Precision } from '#src/triggers/precision.ts'
import { shortName } from './names.ts'
import { firstFew, inWords } from './reading.ts'

/** "fired 14 times, useful 9 of 12" */
export function usefulness(precision: Precision | undefined): string {
  if (!precision || precision.fired === 0) return 'has not fired yet'
  const fired = `fired ${precision.fired === 1 ? 'once' : `${precision.fired} times`}`
  if (precision.of === 0) return `${fired}, nobody has answered yet`
  const poor = isPoor(precision) ? ': too few, worth a change' : ''
  return `${fired}, useful ${precision.useful} of ${precision.of}${poor}`
}

/** To who answers for a trigger, once: it takes more time than it is worth, and what the answers say should change. */
export function tooFewUseful(
  entry: Entry<'trigger'>,
  judged: Precision,
  what: Improvement,
  library: Library,
): Block[] {
  const [first, then] = improvementWords(entry, judged, what, library)
  return [
    say(line(bold(first), ` ${then} That is drafted for you below.`), ...whyNot(judged)),
    buttons(triggerButtons(entry)),
  ]
}

/** How a trigger does, and what its answers say should become of it. */
export function improvementWords(
  { title }: Entry<'trigger'>,
  { useful, of }: Pick<Precision, 'useful' | 'of'>,
  what: Improvement,
  library: Library,
): [string, string] {
  const first = `${title} was useful ${useful} of ${of} times, which is too few.`
  if (what.to === 'retire') return [first, 'For no persona and at no stage it did better: it is to go.']
  const whom =
    what.field === 'personas'
      ? `for ${inWords(what.keep.map((slug) => shortName(library, slug)))}`
      : `at ${inWords(what.keep)}`
  return [first, `It was ${what.useful} of ${what.of} times ${whom}: it is to fire there alone.`]
}

/** Why it was found not useful, in their words. */
export const whyNot = ({ reasons }: Precision) =>
  reasons.length === 0
    ? []
    : [line('Not useful, because:'), bullets(firstFew(reasons, 4, (reason): Span[] => [clip(reason, 160)]))]

/** What one does about a trigger. */
export function triggerButtons({ slug, version }: Entry<'trigger'>): ButtonSpec[] {
  const mine = { kind: 'trigger', slug }
  return [
    { text: 'Propose a change', action: 'propose', value: { ...mine, version } },
    { text: 'Try it over 90 days', action: 'ask', value: { text: `alerts try ${slug}` } },
    { text: 'Show it', action: 'show-entry', value: mine },
  ]
}
