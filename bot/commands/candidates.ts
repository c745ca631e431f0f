import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { withinCriteria } from '#src/personas/within-criteria.ts'
import { type KindTold, kindTold } from '#src/search/kind-told.ts'
import type { Found } from '#src/search/search-index.ts'
import { strangeIn } from '#src/search/strange.ts'
import type { Asked } from './asked.ts'
import { besideOthers, type Signs, signsOf } from './signs.ts'
import { RANKING } from './weights.ts'

/**
 * An entry that may answer a question, and how much speaks for it: the logarithm of its odds but for what all of a question's
 * candidates share. `isCounted`: a number in the question tells of it.
 */
type Candidate = { entry: Entry; hit: Found; signs: Signs; rank: number; isCounted: boolean }

/** What may answer a question, best first, which kinds of entry it asks for, and how many of its words are known to nobody. */
export type Candidates = { candidates: Candidate[]; told: KindTold; strange: number }

/** Every entry that may answer a question, best first, by the signs that speak for it. */
export function candidatesFor(asked: Asked, library: Library): Candidates {
  const about = asked.personas.map(({ slug }) => slug)
  const question = library.index.spelt(asked.rest === '' ? asked.words : asked.rest)
  const judged = {
    asked,
    told: kindTold(question),
    counted: withinCriteria(asked.words, library),
  }
  const hits = library.index
    .search(asked.rest, { about, limit: 50, asTyped: asked.words, byMeaning: true })
    .flatMap((hit) => {
      const entry = library.entries.get(hit.id)
      return entry ? [{ entry, hit, own: signsOf(entry, hit, judged) }] : []
    })
  const all = hits.map(({ own }) => own)
  const candidates = hits
    .map(({ entry, hit, own }) => {
      const signs = besideOthers(own, all)
      return { entry, hit, signs, rank: rankOf(signs), isCounted: judged.counted.has(entry.slug) }
    })
    .sort((a, b) => b.rank - a.rank)
  return { candidates, told: judged.told, strange: strangeIn(question, library.index.knows) }
}

/** Every sign has its weight: a new one is fitted before it compiles. */
const WEIGHTS: Record<keyof Signs, number> = RANKING

const rankOf = (signs: Signs): number =>
  Object.entries(signs).reduce((sum, [sign, value]) => sum + value * WEIGHTS[sign as keyof Signs], 0)
