import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Doubt } from '#src/tags/doubt.ts'
import type { ChangedValue } from '#src/tags/published.ts'
import { personName, shortName } from './names.ts'
import { counted, firstFew } from './reading.ts'
import { changedValueWords, untaggedWords } from './tag-words.ts'

export type DoubtFacts = {
  doubts: Doubt[]
  of: number
  changed: ChangedValue[]
  untagged: { n: number; of: number }
}

/** What is in doubt, each with the buttons that settle it, and what settling has changed of what was published. */
export function doubtList(
  { doubts, of, changed, untagged }: DoubtFacts,
  { library, mayTag, currency }: { library: Library; mayTag: boolean; currency: string },
): Block[] {
  const head =
    of === 0
      ? 'Nobody’s persona is in doubt.'
      : `The persona of ${counted(of, 'customer or contact', 'customers or contacts')} is in doubt.`
  return [
    say(
      line(
        bold(head),
        of === 0 ? ' Press “Not right” under ' : '',
        of === 0 ? code('/persona who') : '',
        of === 0 ? ' where one is wrong.' : '',
      ),
    ),
    ...doubts.flatMap((doubt) => [
      say(line(...doubtSpans(doubt, library))),
      ...(mayTag ? [buttons(settling(doubt, library))] : []),
    ]),
    ...(of > doubts.length ? [small(`… and ${of - doubts.length} more, once these are settled`)] : []),
    ...(changed.length > 0
      ? [
          say(
            ...listed(
              'Published numbers that are different now',
              firstFew(changed, 6, (each) => [changedValueWords(each, library, currency)]),
            ),
          ),
        ]
      : []),
    ...[untaggedWords(untagged)].flatMap((words) => (words === undefined ? [] : [small(words)])),
  ]
}

function doubtSpans(
  { name, persona, suggested, said, because, raisedBy, unsureBy }: Doubt,
  library: Library,
) {
  const is = persona === undefined ? 'nobody' : shortName(library, persona)
  const against =
    because === 'flagged'
      ? `${personName(library, raisedBy) ?? 'Somebody'}: ${clip(said, 200)}`
      : `${suggested === undefined ? 'Somebody else' : shortName(library, suggested)}? ${clip(said, 200)}`
  const unsure = unsureBy === undefined ? '' : ` ${personName(library, unsureBy)} can't tell.`
  return [bold(clip(name, 100)), ` is ${is}. ${against}${unsure}`]
}

/** Taken it is so all along, so that the months are counted anew. */
function settling({ subject, id, persona, suggested }: Doubt, library: Library): ButtonSpec[] {
  const of = { subject, id }
  return [
    ...(suggested === undefined
      ? [{ text: 'Say who they are', action: 'tag-wrong', value: of }]
      : [
          {
            text: `${shortName(library, suggested)} all along`,
            action: 'tag',
            value: { ...of, persona: suggested, correct: true },
          },
          {
            text: `${shortName(library, suggested)} from now on`,
            action: 'tag',
            value: { ...of, persona: suggested },
          },
        ]),
    ...(persona === undefined
      ? []
      : [{ text: `Keep ${shortName(library, persona)}`, action: 'tag', value: { ...of, persona } }]),
    { text: 'Not sure', action: 'tag-unsure', value: of },
  ]
}
