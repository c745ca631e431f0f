import { journeyView } from '#bot/views/journey.ts'
import { stagesOf } from '#bot/views/journey-path.ts'
import { journeyList } from '#bot/views/kind-lists.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { capital } from '#bot/views/reading.ts'
import { isKnownAt, stageView } from '#bot/views/stage.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { STAGES, type Stage } from '#src/lifecycle/stage.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Asking, Command, Found, Next } from './command.ts'

/** `/persona journey carla renewal`: the path of a persona through the lifecycle, or one stage of it. */
export const journey: Command = {
  name: 'journey',
  does: 'stage by stage',
  examples: ['journey carla', 'journey carla renewal', 'journey renewal', 'journey'],
  verbs: ['journey', 'journeys', 'lifecycle'],
  run({ words, personas: [whose], stage, name }, asking) {
    const { library } = asking
    const all = journeysIn(library)
    if (whose) {
      const its = journeyOf(library, whose)
      return its ? openJourney(its, stage, library, isWhole(words)) : noJourney(words, whose, library)
    }
    if (stage) return compareAt(stage, words, asking)
    if (name === '')
      return {
        found: 'overview',
        blocks: journeyList(all, asking),
        next: all.slice(0, 6).map(toJourney(library)),
      }
    return {
      found: 'nothing',
      question: `the journey ${words}`.trim(),
      nearest: all.slice(0, 3),
      next: all.slice(0, 3).map(toJourney(library)),
    }
  },
}

const isWhole = (words: string): boolean => /^all of\b/i.test(words)

export const journeyOf = (library: Library, persona: Entry<'persona'>): Entry<'journey'> | undefined =>
  entriesOf(library, 'journey').find(({ body }) => body.persona === persona.slug)

/** All journeys, that of the most important persona first. */
function journeysIn(library: Library): Entry<'journey'>[] {
  const order = new Map(personasInOrder(library).map(({ slug }, index) => [slug, index]))
  const rank = ({ body }: Entry<'journey'>) => order.get(body.persona) ?? -1
  return entriesOf(library, 'journey').toSorted((a, b) => rank(a) - rank(b))
}

const knownAt = (stage: Stage, library: Library): Entry<'journey'>[] =>
  journeysIn(library).filter(({ body }) => isKnownAt(body, stage))

const toJourney =
  (library: Library) =>
  ({ body }: Entry<'journey'>): Next => {
    const name = shortName(library, body.persona)
    return { text: name, ask: `journey ${name}` }
  }

/** A journey, or one of its stages; the other stages are a button away. */
export function openJourney(
  entry: Entry<'journey'>,
  stage: Stage | undefined,
  library: Library,
  whole = false,
): Found {
  const name = shortName(library, entry.body.persona)
  const stages = (stage ? around(entry, stage) : worthOpening(entry)).map((each) => ({
    text: capital(each),
    ask: `journey ${name} ${each}`,
  }))
  const more = stage
    ? [
        { text: label.wholePath, ask: `journey ${name}` },
        ...(knownAt(stage, library).length > 1
          ? [{ text: label.everybodyAt(stage), ask: `journey ${stage}` }]
          : []),
      ]
    : [{ text: label.allOfIt, ask: `journey all of ${name}` }]
  const shown = journeyView.of({ slug: entry.slug, stage, whole })
  const next = [...stages, ...(whole ? [] : more)]
  return { found: 'entry', shown, entries: [entry], next }
}

/** The three stages of which most is known, those that people leave at before others; in the order of the lifecycle. */
function worthOpening(entry: Entry<'journey'>): Stage[] {
  const { body } = entry
  const worth = (stage: Stage) => {
    const here = (claims: { stage: string }[]) => claims.filter((claim) => claim.stage === stage).length
    return 3 * here(body.abandonment) + 2 * here(body.friction) + here(body.fears) + here(body.questions)
  }
  const { known } = stagesOf(entry)
  const best = new Set(known.toSorted((a, b) => worth(b) - worth(a)).slice(0, 3))
  return known.filter((stage) => best.has(stage))
}

/** The stages before and after one, as far as something is known of them. */
function around(entry: Entry<'journey'>, stage: Stage): Stage[] {
  const { known } = stagesOf(entry)
  const at = STAGES.indexOf(stage)
  const before = known.findLast((each) => STAGES.indexOf(each) < at)
  const after = known.find((each) => STAGES.indexOf(each) > at)
  return [before, after].filter((each) => each !== undefined)
}

function compareAt(stage: Stage, words: string, { library }: Asking): Found {
  const [first, ...others] = knownAt(stage, library)
  if (!first) return { found: 'nothing', question: `the journey ${words}`.trim(), nearest: [], next: [] }
  const entries: [Entry<'journey'>, ...Entry<'journey'>[]] = [first, ...others]
  const next = entries.slice(0, 5).map(({ body }) => {
    const name = shortName(library, body.persona)
    return { text: name, ask: `journey ${name} ${stage}` }
  })
  const shown = stageView.of({ stage, slugs: entries.map(({ slug }) => slug) })
  return { found: 'entry', shown, entries, next }
}

const noJourney = (words: string, whose: Entry<'persona'>, library: Library): Found => ({
  found: 'nothing',
  question: `the journey ${words}`.trim(),
  nearest: [whose],
  next: [{ text: shortName(library, whose.slug), ask: whose.slug }],
})
