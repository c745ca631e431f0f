import { shortName } from '#bot/views/names.ts'
import { capital } from '#bot/views/reading.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import { valueView } from '#bot/views/value.ts'
import { ORIENTATIONS, type Orientation } from '#src/arguments/argument.ts'
import { argumentsFor } from '#src/arguments/for-whom.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { isStopWord } from '#src/search/words.ts'
import type { Asked } from './asked.ts'
import type { Command, Found, Next } from './command.ts'
import { entriesNamed } from './named.ts'

/** `/persona value carla growth`: why it is worth it, in the terms of who decides. */
export const value: Command = {
  name: 'value',
  does: 'why it is worth it',
  examples: ['value carla', 'value finn risk', 'value growth'],
  verbs: ['value', 'argument', 'arguments', 'pitch'],
  run(asked, { library }) {
    const [persona] = asked.personas
    const all = entriesOf(library, 'argument')
    if (all.length === 0) return { found: 'overview', blocks: nothingOfKind('value arguments'), next: [] }
    const { orientation, rest } = takeOrientation(asked)
    if (orientation || rest === '') return answerValue(persona, orientation, library)
    const [named] = entriesNamed(library, 'argument', { words: rest, rest })
    if (named) return answerValue(persona, named.body.orientation, library)
    const next = orientations(undefined, library)
    return { found: 'nothing', question: `the value ${asked.words}`, nearest: all.slice(0, 3), next }
  },
}

function takeOrientation({ rest }: Asked): { orientation: Orientation | undefined; rest: string } {
  const words = rest.toLowerCase().split(/\s+/)
  const orientation = ORIENTATIONS.find((each) => words.includes(each))
  const left = words.filter((word) => word !== orientation && !isStopWord(word))
  return { orientation, rest: left.join(' ') }
}

/** The arguments for a persona, for an orientation, or both. */
export function answerValue(
  persona: Entry<'persona'> | undefined,
  orientation: Orientation | undefined,
  library: Library,
): Found {
  const found = argumentsFor(library, persona?.slug)
  const [first, ...others] = found.filter(({ body }) => !orientation || body.orientation === orientation)
  const next = persona || !first ? orientations(persona, library) : forWhom(orientation, library)
  if (!first)
    return {
      found: 'nothing',
      question: `the value in terms of ${orientation}`,
      nearest: found.slice(0, 3),
      next,
    }
  const shown = valueView.of({ persona: persona?.slug, orientation })
  const elsewhere = next.filter(({ text }) => text.toLowerCase() !== orientation)
  return { found: 'entry', shown, entries: [first, ...others], next: elsewhere }
}

/** The strongest first. */
function orientations(persona: Entry<'persona'> | undefined, library: Library): Next[] {
  const who = persona ? `${shortName(library, persona.slug)} ` : ''
  const present = new Set(argumentsFor(library, persona?.slug).map(({ body }) => body.orientation))
  return [...present].map((each) => ({
    text: capital(each),
    ask: `value ${who}${each}`,
  }))
}

const forWhom = (orientation: Orientation | undefined, library: Library): Next[] =>
  personasInOrder(library)
    .filter(({ body }) => body.kind !== 'negative')
    .filter(({ slug }) =>
      argumentsFor(library, slug).some(({ body }) => body.orientation === (orientation ?? body.orientation)),
    )
    .slice(0, 5)
    .map(({ slug }) => {
      const who = shortName(library, slug)
      return { text: who, ask: `value ${who}${orientation ? ` ${orientation}` : ''}` }
    })
