import { type Block, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { sayWarning, warningsOf } from '#src/personas/warnings.ts'
import { saidOfResearch } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { kindOf } from './persona-card.ts'
import { claimSpans, counted, firstFew, type Reading } from './reading.ts'
import { nothingOfKind } from './sentences.ts'

/** All personas: the most important first, those to turn away last. */
export function personaList({ library }: Reading): Block[] {
  const personas = personasInOrder(library)
  const negative = personas.filter(({ body }) => body.kind === 'negative').length
  const turnedAway = negative > 0 ? `, ${negative} to turn away` : ''
  return [
    say(
      line(bold(`${counted(personas.length - negative, 'persona')}${turnedAway}.`)),
      bullets(
        firstFew(personas, 30, (persona) => [
          bold(persona.title),
          ...shortIdentity(persona),
          italic(
            persona.status === 'hypothesis'
              ? ` · ${kindOf(persona)}, hypothesis, ${saidOfResearch(persona, library)}`
              : ` · ${kindOf(persona)}`,
          ),
        ]),
      ),
    ),
    ...warningLines(library),
  ]
}

/** What is worth a second look, in one small line. */
function warningLines(library: Reading['library']): Block[] {
  const said = warningsOf(library).map((each) => sayWarning(each, (slug) => shortName(library, slug)))
  return said.length === 0 ? [] : [small(said.join(' '))]
}

/** Who they are, in the few words that tell them apart. */
function shortIdentity({ body }: Entry<'persona'>): Span[] {
  const said = body.identity.company ?? body.identity.role
  return said === undefined ? [] : [` — ${clip(said, 80)}`]
}

/** Objections, with what each means from one persona where one is named. */
export function objectionList(
  objections: Entry<'objection'>[],
  persona: Entry<'persona'> | undefined,
  { library }: Reading,
): Block[] {
  const whom = persona ? ` from ${shortName(library, persona.slug)}` : ''
  const [first] = objections
  if (!first) return persona ? noneFrom(shortName(library, persona.slug)) : nothingOfKind('objections')
  return oneScreen([120, 60, 0], (most) => [
    say(
      line(bold(`${counted(objections.length, 'objection')}${whom}.`)),
      bullets(
        firstFew(objections, 20, ({ title, body }) => {
          const cause = body.causes.find((each) => each.persona === persona?.slug)
          return [bold(title), ...(cause && most > 0 ? [': ', ...claimSpans(cause, most)] : [])]
        }),
      ),
    ),
    small(`Type what you heard: /persona objection ${clip(first.title, 60).toLowerCase()}`),
  ])
}

const noneFrom = (who: string): Block[] => [
  say(line(bold(`No objection from ${who} is written down yet.`), ' Heard one? ', code('/persona heard …'))),
]

/** How to ask, one example a line. */
export function help(ways: { example: string; does: string }[]): Block[] {
  return [
    say(
      line(bold('Ask in your own words, or after '), code('/persona'), bold(':')),
      bullets(ways.map(({ example, does }) => [code(example), ` ${does}`])),
    ),
    small(
      'Add a persona, a stage or a function to any of them. Only you see the answer, until you press Share.',
    ),
  ]
}
