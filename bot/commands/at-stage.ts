import { claimsView } from '#bot/views/claims.ts'
import { label } from '#bot/views/labels.ts'
import { journey as journeyKind } from '#src/journeys/journey.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { wordsOfField } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'
import type { Asking, Found } from './command.ts'
import { journeyOf, openJourney } from './journey.ts'

const ASPECTS = [
  'fears',
  'questions',
  'needs',
  'trust',
  'abandonment',
  'friction',
  'channels',
  'does',
] as const
type Aspect = (typeof ASPECTS)[number]

/** "Questions for Carla" are ours, not hers. */
const FOR_THEM = /\bquestions? (?:for|to)\b/i

/** "What does she fear?": words that say nothing of what is asked. */
const EMPTY = new Set(['make', 'do', 'get', 'have', 'stage', 'phase', 'customer', 'we', 'go'].map(stemOf))

/**
 * What is known of a persona at a stage, where nothing else is asked: "carla renewal" is the whole stage, "what does
 * Carla fear at renewal?" one aspect of it. Undefined where something else is asked, or there is no journey.
 */
export function answerAtStage(
  name: string,
  persona: Entry<'persona'>,
  stage: Stage,
  { library }: Asking,
): Found | undefined {
  const entry = journeyOf(library, persona)
  if (!entry) return undefined
  const open = openJourney(entry, stage, library)
  if (name === '') return open
  if (FOR_THEM.test(name)) return undefined
  const aspect = aspectOf(name)
  if (aspect === undefined) return undefined
  const ids = entry.body[aspect].filter((claim) => claim.stage === stage).map(({ id }) => id)
  if (ids.length === 0) return open
  const { kind, slug } = entry
  const all = { text: label.allAt(stage), ask: `journey ${persona.slug} ${stage}` }
  const shown = claimsView.of({ kind, slug, ids })
  return { found: 'entry', shown, entries: [entry], next: [all, ...open.next.slice(-2)] }
}

/** The one aspect that the words ask for, if they ask for nothing else. */
function aspectOf(words: string): Aspect | undefined {
  const stems = wordsOf(words)
    .filter((word) => !isStopWord(word))
    .map(stemOf)
    .filter((stem) => !EMPTY.has(stem))
  return stems.length === 0
    ? undefined
    : ASPECTS.find((field) => stems.every((stem) => saysOf(field).has(stem)))
}

const saysOf = (field: Aspect): Set<string> =>
  new Set(wordsOf(`${wordsOfField(field)} ${journeyKind.askedBy[field] ?? ''}`).map(stemOf))
