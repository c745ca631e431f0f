import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { negativeView } from '#bot/views/negative.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { negativePersonas } from '#src/personas/negative.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import type { Command, Found, Next } from './command.ts'
import { openEntry } from './next.ts'

/** `/persona negative`: whom to turn away, and how to say it kindly. */
export const negative: Command = {
  name: 'negative',
  does: 'whom to turn away, and what to say',
  examples: ['negative', 'negative gus'],
  verbs: ['negative', 'negatives', 'exclude', 'disqualify'],
  run({ words, personas: [persona], name }, { library }) {
    const known = wordsOf(name).every((word) => isStopWord(word) || OF_THEM.test(word))
    if (persona || known) return turnAway(persona, library)
    const nearest = negativePersonas(library).slice(0, 3)
    return {
      found: 'nothing',
      question: `the negative persona ${words}`,
      nearest,
      next: opening(nearest, library),
    }
  },
}

/** "negative personas", "exclude leads" */
const OF_THEM = /^(?:personas?|leads?|customers?|accounts?|buyers?|people|criteria|list)$/

/** One of those to turn away, or all of them. */
export function turnAway(persona: Entry<'persona'> | undefined, library: Library): Found {
  if (persona?.status === 'retired') return openEntry(library, persona)
  const [first, ...others] = negativePersonas(library)
  if (persona?.body.kind === 'negative')
    return {
      found: 'entry',
      shown: negativeView.of({ slug: persona.slug }),
      entries: [persona],
      next: [
        { text: label.allAboutWhom(shortName(library, persona.slug)), ask: `profile ${persona.slug}` },
        { text: label.allToTurnAway, ask: 'negative' },
      ],
    }
  if (!first) return { found: 'overview', blocks: nothingOfKind('negative personas'), next: [] }
  const shown = negativeView.of(persona ? { not: persona.slug } : {})
  return { found: 'entry', shown, entries: [first, ...others], next: opening([first, ...others], library) }
}

const opening = (personas: Entry<'persona'>[], library: Library): Next[] =>
  personas.slice(0, 4).map(({ slug }) => ({ text: shortName(library, slug), ask: `negative ${slug}` }))

const WHOM = /\b(?:who|whom|which|what)\b/i
const TURNING_AWAY =
  /\b(?:negative personas?|(?:not|never|\w+n['’]?t)\b(?: we| i| you| be| to| want to| try to)* sell|turn(?:s|ed|ing)? (?:away|down)|disqualif\w+|say no to|stay away from)\b/i

/** "Who should we not sell to?", "Which leads do we turn away?" */
export const asksWhomToTurnAway = (words: string): boolean => WHOM.test(words) && TURNING_AWAY.test(words)
