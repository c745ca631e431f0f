import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { withinCriteria } from '#src/personas/within-criteria.ts'
import type { Hit } from '#src/search/rank.ts'
import type { Asked } from './asked.ts'
import { asksForKind } from './kind-asked.ts'

/** An entry that may answer a question, and how much speaks for it. `isCounted`: a number in the question tells of it. */
export type Candidate = { entry: Entry; hit: Hit; rank: number; isCounted: boolean }

const MOST = 8
/** How much the share of the question that it covers says for an entry, beside what it scores. */
const COVERED = 0.5
/** Whom a number tells of: "18 vans". */
const COUNTED = 2

/** What may answer a question, best first. */
export function candidatesFor(asked: Asked, library: Library): Candidate[] {
  const about = asked.personas.map(({ slug }) => slug)
  const counted = withinCriteria(asked.words, library)
  return library.index
    .search(asked.rest, { about, limit: 20, asTyped: asked.words })
    .flatMap((hit) => {
      const entry = library.entries.get(hit.id)
      return entry ? [candidate(entry, hit, asked, counted.has(entry.slug))] : []
    })
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
}

const candidate = (entry: Entry, hit: Hit, asked: Asked, isCounted: boolean): Candidate => ({
  entry,
  hit,
  isCounted,
  rank: hit.score * hit.coverage ** COVERED * preference(entry, hit, asked) * (isCounted ? COUNTED : 1),
})

/** What is of the named persona, function, stage or kind comes before what others have in common with it. */
function preference(entry: Entry, hit: Hit, asked: Asked): number {
  const { personas, team, stage, words } = asked
  if (isKind(entry, 'vocabulary')) return preferenceOfTerm(entry, hit, asked)
  const ofKind = asksForKind(entry.kind, words)
  const isOfPersona = entry.kind === 'persona' || entry.kind === 'journey'
  const ofAnybody = isOfPersona && personas.length === 0 ? 0.88 : 1
  const about = entry.id === personas[0]?.id ? 1.25 : 1
  const ofTeam = isKind(entry, 'playbook') && team !== undefined && entry.body.function === team ? 1.25 : 1
  const atStage = isKind(entry, 'playbook') && stage !== undefined && entry.body.stage === stage ? 1.1 : 1
  const between = isKind(entry, 'committee') && saysHowOneMoves(entry, personas) ? 1.25 : 1
  return ofKind * ofAnybody * about * ofTeam * atStage * between
}

/** "How does Ravi influence Carla?" */
const saysHowOneMoves = ({ body }: Entry<'committee'>, [from, to]: Entry<'persona'>[]): boolean =>
  body.influences.some((each) => each.from === from?.slug && each.to === to?.slug)

/**
 * A term comes first where a word is asked for or is all that is said, and else after the entries that use it; one that
 * names a persona leaves all but the word to them.
 */
function preferenceOfTerm({ body }: Entry<'vocabulary'>, hit: Hit, { words, personas }: Asked): number {
  const named =
    body.persona === undefined ? personas.length === 0 : personas.some(({ slug }) => slug === body.persona)
  if (ASKS_FOR_WORD.test(words)) return named ? 2 : 0.6
  if (body.persona) return 0.5
  const { length } = words.split(/\s+/)
  if (hit.asked > (ASKS_FOR_MEANING.test(words) ? 2 : 1)) return 0.6
  return length < 3 || ASKS_FOR_MEANING.test(words) ? 1.1 : length > 4 ? 0.6 : 0.8
}

const ASKS_FOR_WORD =
  /^(what|how|which)\b.*\b(do|does|did|should|we|they) .*\b(call|name|say|mean)\b(?! (again|back|her|him|them|about))|\b(call|name)s (it|them|her|him|a|the)\b|\b(words?|terms?|names?|synonyms?|lingo|speak)( \w+)?( for\b|$)|\bin \w+( \w+)? (speak|words|terms|language)\b|'s (words?|terms?|names?)\b|\bmean(s|ing)?\b|^(define|definition)\b/i
const ASKS_FOR_MEANING =
  /^(what|how (much|long|many)|define|explain)\b|\bhow do we (count|define|measure)\b|\bcounts? as\b|\bcount as\b/i
