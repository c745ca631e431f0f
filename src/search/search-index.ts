import MiniSearch, { type Query, type SearchResult } from 'minisearch'
import { readSynonyms, type Synonyms, synonymsIn } from './synonyms.ts'
import { questionStems, stemOf, wordsOf } from './words.ts'

/** What is indexed of an entry. */
export type SearchDocument = { id: string; kind: string; title: string; names: string; text: string }

/** A hit: `coverage` is the share of the question's words that the document has, from 0 to 1. */
export type Hit = { id: string; kind: string; score: number; coverage: number }

export type SearchIndex = ReturnType<typeof createSearchIndex>

/** An index in memory: typo-tolerant, stemmed, with the curated vocabulary as synonyms. */
export function createSearchIndex() {
  let synonyms: Synonyms = { groups: [] }
  const index = new MiniSearch<SearchDocument>({
    fields: ['title', 'names', 'text'],
    storeFields: ['kind'],
    tokenize: wordsOf,
    processTerm: stemOf,
    searchOptions: { boost: { title: 4, names: 3 } },
  })
  return {
    put(documents: SearchDocument[]) {
      for (const { id } of documents) if (index.has(id)) index.discard(id)
      index.addAll(documents)
    },
    remove(id: string) {
      if (index.has(id)) index.discard(id)
    },
    setSynonyms(groups: string[][]) {
      synonyms = readSynonyms(groups)
    },
    search(question: string, options: { kind?: string; limit?: number } = {}): Hit[] {
      return search(index, question, synonyms, options)
    },
  }
}

function search(
  index: MiniSearch<SearchDocument>,
  question: string,
  synonyms: Synonyms,
  options: { kind?: string; limit?: number },
): Hit[] {
  const stems = questionStems(question)
  if (stems.length === 0) return []
  const same = synonymsIn(stems, synonyms)
  const { kind } = options
  const found = index.search(
    { combineWith: 'OR', queries: stems.map((stem) => queryFor(stem, same.get(stem) ?? [])) },
    kind ? { filter: (result) => result.kind === kind } : {},
  )
  return found.slice(0, options.limit ?? 10).map((result) => toHit(result, stems, same))
}

/** Terms are stems already; a typing mistake or two and a word begun but not ended are found too. */
function queryFor(stem: string, synonyms: string[]): Query {
  const asIs = { tokenize: (term: string) => [term], processTerm: (term: string) => term }
  const long = stem.length > 3
  const typed = { ...asIs, queries: [stem], fuzzy: long ? 0.25 : false, prefix: long }
  if (synonyms.length === 0) return typed
  return { combineWith: 'OR', queries: [typed, { ...asIs, queries: synonyms, boostTerm: () => 0.7 }] }
}

function toHit(result: SearchResult, stems: string[], same: Map<string, string[]>): Hit {
  const matched = new Set(result.queryTerms)
  const covered = stems.filter(
    (stem) => matched.has(stem) || same.get(stem)?.some((other) => matched.has(other)),
  )
  return {
    id: String(result.id),
    kind: String(result.kind),
    score: result.score,
    coverage: covered.length / stems.length,
  }
}
