import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Hit } from '#src/search/rank.ts'
import type { Asked } from './asked.ts'

/** An entry that may answer a question, and how much speaks for it. */
export type Candidate = { entry: Entry; hit: Hit; rank: number }

const MOST = 8

/** What may answer a question, best first. */
export function candidatesFor({ words, personas, rest }: Asked, library: Library): Candidate[] {
  const about = personas.map(({ slug }) => slug)
  return library.index
    .search(rest, { about, limit: 20, asTyped: words })
    .flatMap((hit) => {
      const entry = library.entries.get(hit.id)
      return entry ? [{ entry, hit, rank: hit.score * preference(entry, hit, { words, personas }) }] : []
    })
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
}

/**
 * What is said of the named persona comes before what others have in common with it. A term comes first where it is
 * all that is asked for, and after the entries that use it where it isn't; one that names a persona leaves it to them.
 */
function preference(
  entry: Entry,
  { asked }: Hit,
  { words, personas }: Pick<Asked, 'words' | 'personas'>,
): number {
  if (isKind(entry, 'vocabulary'))
    return entry.body.persona ? 0.5 : asked > 1 ? 0.6 : isForTerm(words) ? 1.1 : 0.8
  return entry.id === personas[0]?.id ? 1.1 : 1
}

/** A word or two, or a question for a meaning or an amount. */
const isForTerm = (words: string): boolean =>
  words.split(/\s+/).length < 3 || /^(what|how (much|long|many)|define|explain)\b/i.test(words)
