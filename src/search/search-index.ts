import MiniSearch, { type SearchResult } from 'minisearch'
import { type Concept, conceptsOf, readSynonyms, type Synonyms } from './concepts.ts'
import { type SearchDocument, type Stemmed, stemmed } from './document.ts'
import { type Hit, rank, type Wanted } from './rank.ts'
import { isStopWord, stemOf, wordsOf } from './words.ts'

export type SearchOptions = {
  kind?: string | undefined
  /** Personas that the question names: what is said of others is left out. */
  about?: string[] | undefined
  limit?: number | undefined
}

export type SearchIndex = ReturnType<typeof createSearchIndex>

/** So many of the documents that share the rarest words with a question are looked through, passage by passage. */
const LOOKED_THROUGH = 24

/** An index in memory: typo-tolerant, stemmed, with the curated vocabulary as synonyms. */
export function createSearchIndex() {
  const documents = new Map<string, SearchDocument>()
  const read = rememberStems()
  let synonyms: Synonyms = readSynonyms([])
  const index = new MiniSearch<SearchDocument>({
    fields: ['title', 'names', 'text'],
    extractField: (document, field) => textOf(document, field),
    tokenize: wordsOf,
    processTerm: stemOf,
    searchOptions: { boost: { title: 4, names: 3 } },
  })
  return {
    put(changed: SearchDocument[]) {
      for (const { id } of changed) if (index.has(id)) index.discard(id)
      index.addAll(changed)
      for (const document of changed) documents.set(document.id, document)
    },
    remove(id: string) {
      if (documents.delete(id)) index.discard(id)
    },
    setSynonyms(groups: string[][]) {
      synonyms = readSynonyms(groups)
    },
    /** The documents that answer a question, best first; with how much of it each of them covers. */
    search(question: string, options: SearchOptions = {}): Hit[] {
      const concepts = conceptsOf(question, synonyms)
      const { found, wanted } = retrieve(index, concepts)
      const candidates = found
        .flatMap(({ id }) => documents.get(String(id)) ?? [])
        .filter((document) => fits(document, options))
      return ownFirst(candidates, options)
        .slice(0, LOOKED_THROUGH)
        .map((document) => rank(read(document), wanted, options.about ?? []))
        .sort((a, b) => b.score - a.score)
        .slice(0, options.limit ?? 10)
    },
  }
}

/** Entries that are often asked for need not be split into words again. */
function rememberStems(most = 2000): (document: SearchDocument) => Stemmed {
  const remembered = new Map<SearchDocument, Stemmed>()
  return (document) => {
    const before = remembered.get(document)
    if (before) return before
    if (remembered.size >= most) remembered.clear()
    const stems = stemmed(document)
    remembered.set(document, stems)
    return stems
  }
}

function textOf({ id, title, names, context, passages }: SearchDocument, field: string): string {
  if (field === 'id') return id
  if (field === 'title') return title
  if (field === 'names') return names.join('\n')
  const fields = new Set(passages.map(({ field: name }) => name))
  return [context, ...fields, ...passages.map(({ text }) => text)].join('\n')
}

const fits = (document: SearchDocument, { kind, about = [] }: SearchOptions): boolean =>
  (kind === undefined || document.kind === kind) &&
  (about.length === 0 || document.about.length === 0 || document.about.some((slug) => about.includes(slug)))

/** What is about a named persona and nobody else is looked through before what is for everybody. */
function ownFirst(documents: SearchDocument[], { about = [] }: SearchOptions): SearchDocument[] {
  const isOwn = (document: SearchDocument) => about.length > 0 && document.about.length === 1
  return [...documents.filter(isOwn), ...documents.filter((document) => !isOwn(document))]
}

type Index = MiniSearch<SearchDocument>

/** Finds documents by what a question is about, and weighs each concept: what few documents have, counts most. */
function retrieve(index: Index, concepts: Concept[]): { found: SearchResult[]; wanted: Wanted[] } {
  const terms = concepts.flatMap(({ phrases }) => phrases.flatMap(contentOf))
  const exact = lookUp(index, terms, {})
  const met = countBy(exact)
  const guesses = new Map<Concept, string[]>()
  const guessed = concepts.flatMap((concept) => {
    if (concept.phrases.some((phrase) => contentOf(phrase).every((stem) => met.has(stem)))) return []
    const results = concept.said.flat().flatMap((stem) => lookUp(index, [stem], mistakesIn(stem)))
    guesses.set(concept, [...countBy(results).keys()])
    return results
  })
  const wanted = concepts.map((concept): Wanted => {
    const near = guesses.get(concept) ?? []
    const most = Math.max(0, ...concept.phrases.map((phrase) => rarest(phrase, met)))
    return { ...concept, guesses: near, weight: rarity(most, index.documentCount) }
  })
  return { found: merged(exact, guessed), wanted }
}

/** Terms are stems already, so they are neither split nor stemmed again. */
const lookUp = (index: Index, terms: string[], mistakes: object): SearchResult[] =>
  terms.length === 0
    ? []
    : index.search(
        { queries: [...new Set(terms)], combineWith: 'OR' },
        { tokenize: (term) => [term], processTerm: (term) => term, ...mistakes },
      )

/** A stem that no document has may be mistyped, or begun and not ended. Short words are too like each other. */
function mistakesIn(stem: string): object {
  const { length } = stem
  if (length < 4 || /\p{N}/u.test(stem)) return {}
  return { fuzzy: length < 7 ? 1 : 2, prefix: true }
}

/** A phrase's words without those that are everywhere, unless it has no others. */
function contentOf(phrase: string[]): string[] {
  const content = phrase.filter((stem) => !isStopWord(stem))
  return content.length > 0 ? content : phrase
}

/** How many of the results have each term. */
function countBy(results: SearchResult[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { terms } of results) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

const rarest = (phrase: string[], met: Map<string, number>): number =>
  Math.min(...contentOf(phrase).map((stem) => met.get(stem) ?? 0))

/** The inverse document frequency of BM25: about 0 for what all documents have. */
const rarity = (having: number, all: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5))

/** Both lists in one, best first, each document once. */
function merged(exact: SearchResult[], guessed: SearchResult[]): SearchResult[] {
  if (guessed.length === 0) return exact
  const byId = new Map(exact.map((result) => [result.id, result]))
  for (const result of guessed) {
    const before = byId.get(result.id)
    byId.set(result.id, before ? { ...before, score: before.score + result.score } : result)
  }
  return [...byId.values()].sort((a, b) => b.score - a.score)
}
