import { evidenceView } from '#bot/views/evidence.ts'
import { evidenceOverview, interviewGuide, methodsTable, researchWays } from '#bot/views/evidence-guide.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { emptyKnowledge } from '#bot/views/sentences.ts'
import { isShort, researchOf } from '#src/evidence/research.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Command, Found, Next } from './command.ts'

const QUESTIONS = /\b(?:questions?|ask|guide)\b/i
const METHODS = /\bmethods?\b/i
const WAYS = /\b(?:ways?|patterns?|strateg\w+|approach\w*)\b/i

/** `/persona evidence carla`: what a persona rests on, and what research is owed. */
export const evidence: Command = {
  name: 'evidence',
  does: 'what it rests on, whom to ask next',
  examples: [
    'evidence ravi',
    'evidence',
    'evidence ravi questions',
    'evidence methods',
    'evidence ways to research',
  ],
  verbs: ['evidence', 'research', 'sources'],
  run({ words, personas: [persona], rest, name }, asking) {
    const { library } = asking
    if (personasInOrder(library).length === 0)
      return { found: 'overview', blocks: emptyKnowledge(), next: [] }
    if (QUESTIONS.test(rest)) return overview(interviewGuide(persona, asking), guideNext(persona, library))
    if (METHODS.test(rest)) return overview(methodsTable(), [WAYS_NEXT, ALL])
    if (WAYS.test(rest)) return overview(researchWays(), [METHODS_NEXT, ALL])
    if (persona) return evidenceOf(persona, library)
    if (name === '')
      return overview(evidenceOverview(asking), [...ofPersonas(library), METHODS_NEXT, WAYS_NEXT])
    return { found: 'nothing', question: `the evidence ${words}`, nearest: [], next: [ALL] }
  },
}

const ALL: Next = { text: label.allPersonas, ask: 'evidence' }
const METHODS_NEXT: Next = { text: label.methods, ask: 'evidence methods' }
const WAYS_NEXT: Next = { text: label.waysToResearch, ask: 'evidence ways' }

const overview = (blocks: Extract<Found, { found: 'overview' }>['blocks'], next: Next[]): Found => ({
  found: 'overview',
  blocks,
  next,
})

function evidenceOf(persona: Entry<'persona'>, library: Library): Found {
  const shown = evidenceView.of({ slug: persona.slug })
  const who = shortName(library, persona.slug)
  const next = [
    { text: label.whatToAsk, ask: `evidence ${who} questions` },
    { text: who, ask: persona.slug },
    ALL,
  ]
  return { found: 'entry', shown, entries: [persona], next }
}

const guideNext = (persona: Entry<'persona'> | undefined, library: Library): Next[] => {
  const who = persona && shortName(library, persona.slug)
  return [...(who ? [{ text: label.evidenceOf(who), ask: `evidence ${who}` }] : []), METHODS_NEXT]
}

/** Those that research is owed first. */
const ofPersonas = (library: Library): Next[] => {
  const owed = (persona: Entry<'persona'>) => (isShort(researchOf(persona, library.evidence)) ? 0 : 1)
  return personasInOrder(library)
    .toSorted((a, b) => owed(a) - owed(b))
    .slice(0, 4)
    .map(({ slug }) => {
      const who = shortName(library, slug)
      return { text: who, ask: `evidence ${who}` }
    })
}
