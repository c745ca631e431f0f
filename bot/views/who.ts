import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName, shortMonth } from '#src/runs/period.ts'
import type { Subject } from '#src/tags/tag.ts'
import type { KnownTag, Who } from '#src/tags/who.ts'
import { personName, shortName } from './names.ts'
import { firstFew } from './reading.ts'
import { howSure, METHOD_WORDS, sinceWhen, untaggedWords, whoSaysSo } from './tag-words.ts'

export type WhoShown = { library: Library; zone: string; mayTag: boolean }

/** Which persona somebody is, who says so and how surely, who says otherwise, and who is there. */
export function whoCard(who: Who, shown: WhoShown): Block[] {
  const { library, mayTag } = shown
  return [
    say(
      headline(who, shown),
      ...(who.tag && isTelling(who.tag) ? [line(clip(who.tag.reason, 300))] : []),
      ...listed(
        'Others say',
        who.others.map((tag) => otherSpans(tag, who, library)),
      ),
      doubtLine(who, library),
    ),
    ...(who.people.length > 0 ? [say(...listed('People', peopleSpans(who, library)))] : []),
    ...(mayTag ? [buttons(whoButtons(who, library))] : []),
    ...goneLine(who, shown),
    small(footOf(who, library)),
  ]
}

/** Of a person and of the CRM the reason says no more than whose word it is. */
const isTelling = ({ method }: KnownTag): boolean => method !== 'crm' && method !== 'manual'

function headline({ name, persona, tag }: Who, { library, zone }: WhoShown) {
  const called = clip(name, 100)
  if (persona === undefined || !tag)
    return line(
      bold(`Nobody has tagged ${called} yet.`),
      ' No rule, no record and no colleague says who they are.',
    )
  const facts = [whoSaysSo(tag, library), howSure(tag.confidence), sinceWhen(tag, zone)].filter(Boolean)
  return line(bold(`${called} is ${shortName(library, persona)}.`), ` ${capitalised(facts.join(' · '))}.`)
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function otherSpans(tag: KnownTag, { persona }: Who, library: Library): Span[] {
  const name = shortName(library, tag.persona)
  const said = `${METHOD_WORDS[tag.method]}, ${howSure(tag.confidence)}: ${clip(tag.reason, 160)}`
  return tag.persona === persona ? [`also ${name} (${said})`] : [bold(name), ` (${said})`]
}

function doubtLine({ doubt }: Who, library: Library) {
  if (!doubt) return undefined
  if (doubt.because === 'methods') return line(italic('In doubt, since its tags disagree.'))
  const who = personName(library, doubt.raisedBy) ?? 'Somebody'
  return line(italic(`${who} says that this isn't right: ${clip(doubt.said, 160)}`))
}

const peopleSpans = ({ people, more }: Who, library: Library): Span[][] => [
  ...firstFew(people, people.length, ({ name, does, persona, tag }) => [
    bold(clip(name, 60)),
    does ? `, ${clip(does, 60)}` : '',
    persona === undefined ? ': not tagged' : `: ${shortName(library, persona)}`,
    tag ? italic(` (${METHOD_WORDS[tag.method]}, ${howSure(tag.confidence)})`) : '',
  ]),
  ...(more > 0 ? [[italic(`… and ${more} more`)]] : []),
]

/** What somebody may say to it with one press. */
function whoButtons({ subject, id, persona, others }: Who, library: Library): ButtonSpec[] {
  const of: Subject = { subject, id }
  if (persona === undefined) return [{ text: 'Say who they are', action: 'tag-choose', value: of }]
  const against = others.find((tag) => tag.persona !== persona)
  return [
    { text: 'Right', action: 'tag', value: { ...of, persona } },
    { text: 'Not right', action: 'tag-wrong', value: of },
    ...(against
      ? [
          {
            text: `It is ${shortName(library, against.persona)}`,
            action: 'tag',
            value: { ...of, persona: against.persona },
          },
        ]
      : []),
  ]
}

const goneLine = ({ goneAt }: Who, { zone }: WhoShown): Block[] =>
  goneAt === undefined
    ? []
    : [
        small(
          `Gone from its source since ${dayName(goneAt.toZonedDateTimeISO(zone).toPlainDate())}, and kept with its history.`,
        ),
      ]

function footOf({ closed, persona, untagged }: Who, library: Library): string {
  const counts =
    closed === undefined
      ? undefined
      : `${shortMonth(Temporal.PlainDate.from(closed.month))} closed with it as ${closed.persona === undefined ? 'nobody' : shortName(library, closed.persona)}${closed.persona === persona ? ', too' : ''}.`
  return [counts, untaggedWords(untagged)].filter((part) => part !== undefined).join(' ')
}
