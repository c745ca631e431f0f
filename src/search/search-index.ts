import MiniSearch from 'minisearch'
import { conceptsOf, readSynonyms, type Synonyms } from './concepts.ts'
import { type SearchDocument, type Stemmed, stemmed } from './document.ts'
import { type Guess, guessesAt, type Lexicon, readLexicon } from './guess.ts'
import { type Hit, rank } from './rank.ts'
import { retrieve, weigh } from './retrieve.ts'
import { THESAURUS } from './thesaurus.ts'
import { stemOf, stemsOf, wordsOf } from './words.ts'

export type SearchOptions = {
  kind?: string | undefined
  /** Personas that the question names: what is said of others is left out. */
  about?: string[] | undefined
  limit?: number | undefined
  /** The whole question, where a part of it is looked for. */
  asTyped?: string | undefined
}

export type SearchIndex = ReturnType<typeof createSearchIndex>

/** So many of the documents that share most with a question are looked through, passage by passage. */
const LOOKED_THROUGH = 30

/** Of a longer text the beginning is the question. */
const LONGEST = 1500
const beginning = (text: string): string => text.slice(0, LONGEST)

const thesaurus = readSynonyms(THESAURUS)

/** An index in memory: typo-tolerant, stemmed, with the curated vocabulary as synonyms. */
export function createSearchIndex() {
  const documents = new Map<string, SearchDocument>()
  const frequencies = { stems: new Map<string, number>(), words: new Map<string, number>() }
  /** Of each persona the documents that are about nobody else. */
  const own = new Map<string, Set<string>>()
  const read = rememberStems()
  const guesses = rememberGuesses(() => frequencies.words.keys())
  let synonyms: Synonyms = readSynonyms([])
  const index = new MiniSearch<SearchDocument>({
    fields: ['title', 'names', 'text'],
    extractField: (document, field) => textOf(document, field),
    tokenize: wordsOf,
    processTerm: stemOf,
    searchOptions: { boost: { title: 4, names: 3 } },
  })
  const remove = (id: string): void => {
    const document = documents.get(id)
    if (!document) return
    countWords(document, frequencies, -1)
    guesses.forget()
    documents.delete(id)
    own.get(soleOf(document))?.delete(id)
    index.discard(id)
  }
  const wantedOf = (question: string, { asTyped = question }: SearchOptions) => {
    const concepts = conceptsOf(beginning(question), synonyms, thesaurus, beginning(asTyped))
    return weigh(concepts, frequencies, index.documentCount, guesses.at)
  }
  return {
    remove,
    put(changed: SearchDocument[]) {
      guesses.forget()
      for (const { id } of changed) remove(id)
      for (const document of changed) {
        countWords(document, frequencies, 1)
        documents.set(document.id, document)
        own.set(soleOf(document), (own.get(soleOf(document)) ?? new Set()).add(document.id))
      }
      index.addAll(changed)
    },
    setSynonyms(groups: string[][]) {
      synonyms = readSynonyms(groups)
    },
    /** Whether any document has this word, in any of its forms. */
    knows: (word: string): boolean => frequencies.words.has(word) || frequencies.stems.has(stemOf(word)),
    /** The documents that answer a question, best first; with how much of it each of them covers. */
    search(question: string, options: SearchOptions = {}): Hit[] {
      const wanted = wantedOf(question, options)
      const asked = new Set(stemsOf(beginning(question)))
      const retrieved = retrieve(wanted, index, frequencies)
      const candidates = [...new Set([...ownOf(options.about, own), ...retrieved])]
      return candidates
        .values()
        .map((id) => documents.get(id))
        .filter((document): document is SearchDocument => document !== undefined && fits(document, options))
        .take(LOOKED_THROUGH)
        .toArray()
        .map((document) => rank(read(document), wanted, options.about ?? [], asked))
        .sort((a, b) => b.score - a.score)
        .slice(0, options.limit ?? 10)
    },
  }
}

/** Entries that are often asked for need not be split into words again. */
function rememberStems(most = 4000): (document: SearchDocument) => Stemmed {
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

/** What a word may stand for is looked up once, until the words change. */
function rememberGuesses(words: () => Iterable<string>) {
  let lexicon: Lexicon | undefined
  const remembered = new Map<string, Guess[]>()
  return {
    forget() {
      lexicon = undefined
      remembered.clear()
    },
    at(word: string): Guess[] {
      const before = remembered.get(word)
      if (before) return before
      lexicon ??= readLexicon(words())
      const guesses = guessesAt(word, lexicon)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(word, guesses)
      return guesses
    },
  }
}

const MOST_REMEMBERED = 1000

type Counts = { stems: Map<string, number>; words: Map<string, number> }

/** Counts a document in, or out again. */
function countWords(document: SearchDocument, counts: Counts, by: 1 | -1): void {
  const words = new Set(['title', 'names', 'text'].flatMap((field) => wordsOf(textOf(document, field))))
  for (const word of words) count(counts.words, word, by)
  for (const stem of new Set([...words].map(stemOf))) count(counts.stems, stem, by)
}

function count(counts: Map<string, number>, word: string, by: 1 | -1): void {
  const now = (counts.get(word) ?? 0) + by
  if (now > 0) counts.set(word, now)
  else counts.delete(word)
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

/** The persona that a document is about, if it is one alone; else nothing. */
const soleOf = ({ about: [sole, ...others] }: SearchDocument): string =>
  others.length > 0 ? '' : (sole ?? '')

/** What is about a named persona and nobody else is looked through before what is for everybody. */
const ownOf = (about: string[] = [], own: ReadonlyMap<string, Set<string>>): string[] =>
  about.flatMap((slug) => [...(own.get(slug) ?? [])])
