import type { Entry } from '#src/knowledge/entry.ts'
import type { Hit } from '#src/search/rank.ts'
import type { Asked } from './asked.ts'

/**
 * A term comes first where a word is asked for or is all that is said, and else after the entries that use it; one that
 * names a persona leaves all but the word to them.
 */
export function preferenceOfTerm(
  { body }: Entry<'vocabulary'>,
  hit: Hit,
  { words, personas }: Asked,
): number {
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
