import { business, rememberGuesses } from './business.ts'
import { conceptsOf, readSynonyms, type Synonyms } from './concepts.ts'
import { type SearchDocument, type Stemmed, stemmed } from './document.ts'
import { createMeanings, type Nearness, NOT_NEAR } from './meanings.ts'
import { createPostings } from './postings.ts'
import { type Hit, rank } from './rank.ts'
import { retrieve, weigh } from './retrieve.ts'
import { spelt } from './spelling.ts'
import { type Meaning, meaningOf } from './vectors.ts'
import type { Wanted } from './wanted.ts'
import { stemOf, stemsOf, wordsOf } from './words.ts'

export type SearchOptions = {
  kind?: string | undefined
  /** Personas that the question names: what is said of others is left out. */
  about?: string[] | undefined
  limit?: number | undefined
  /** The whole question, where a part of it is looked for. */
  asTyped?: string | undefined
  /** Finds what means about the same, too, though it shares no word with the question. */
  byMeaning?: boolean | undefined
}

/** A hit, and how near it comes to what the question means. */
export type Found = Hit & { near: Nearness }

export type SearchIndex = ReturnType<typeof createSearchIndex>

/** So many of the documents that share most with a question are looked through, passage by passage. */
const LOOKED_THROUGH = 24
/** And so many of those that mean about the same, though they share no word with it. */
const NEAREST = 6

/** Of a longer text the beginning is the question. */
const LONGEST = 1500
const beginning = (text: string): string => text.slice(0, LONGEST)

/** An index in memory: typo-tolerant, stemmed, with the curated vocabulary as synonyms. */
export function createSearchIndex() {
  const documents = new Map<string, SearchDocument>()
  const postings = createPostings()
  const meanings = createMeanings()
  /** Of each persona the documents that are about nobody else. */
  const own = new Map<string, Set<string>>()
  const read = rememberStems()
  const guesses = rememberGuesses(postings.words)
  let synonyms: Synonyms = readSynonyms([])
  const remove = (id: string): void => {
    const document = documents.get(id)
    if (!document) return
    postings.remove(id, fieldsOf(document))
    guesses.forget()
    documents.delete(id)
    meanings.delete(id)
    own.get(soleOf(document))?.delete(id)
  }
  const knownWords = () => ({ ...postings, guessesAt: guesses.at, thesaurus: business().words })
  const wantedOf = (question: string, { asTyped = question }: SearchOptions) => {
    const concepts = conceptsOf(question, synonyms, business().synonyms, beginning(asTyped))
    return weigh(concepts, postings, guesses.at)
  }
  const candidatesOf = (wanted: Wanted[], meant: Meaning | undefined, options: SearchOptions) => {
    const fitting = (ids: string[], most: number) =>
      ids
        .values()
        .map((id) => documents.get(id))
        .filter((document): document is SearchDocument => document !== undefined && fits(document, options))
        .take(most)
    return new Set([
      ...fitting([...ownOf(options.about, own), ...retrieve(wanted, postings)], LOOKED_THROUGH),
      ...fitting(meant ? meanings.nearest(meant, NEAREST) : [], NEAREST),
    ])
  }
  return {
    remove,
    put(changed: SearchDocument[]) {
      guesses.forget()
      for (const document of changed) {
        remove(document.id)
        postings.add(document.id, fieldsOf(document))
        documents.set(document.id, document)
        meanings.put(document)
        own.set(soleOf(document), (own.get(soleOf(document)) ?? new Set()).add(document.id))
      }
    },
    setSynonyms(groups: string[][]) {
      synonyms = readSynonyms(groups)
    },
    /** Reads what so many documents mean before anybody asks; whether there are more. */
    readAhead: meanings.readAhead,
    /** A question with its mistyped words put right. */
    spelt: (typed: string): string => spelt(beginning(typed), knownWords()),
    /** Whether any document has this word, in any of its forms. */
    knows: (word: string): boolean => postings.hasWord(word) || postings.having(stemOf(word)) > 0,
    /** The documents that answer a question, best by its words first; with how much of it each of them covers. */
    search(typed: string, options: SearchOptions = {}): Found[] {
      const question = spelt(beginning(typed), knownWords())
      const wanted = wantedOf(question, { asTyped: typed, ...options })
      const asked = new Set(stemsOf(question))
      const meant = options.byMeaning ? meaningOf(asked) : undefined
      return [...candidatesOf(wanted, meant, options)]
        .map((document) => {
          const near = meant ? meanings.nearness(document, meant) : NOT_NEAR
          return { ...rank(read(document), wanted, options.about ?? [], asked), near }
        })
        .filter(({ score }) => score > 0 || options.byMeaning)
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

/** The words of a document's title, of its names and of its text. */
function fieldsOf({ title, names, asked, context, passages }: SearchDocument): string[][] {
  const fields = new Set(passages.map(({ field }) => field))
  const texts = [context, ...asked, ...fields, ...passages.map(({ text }) => text)]
  return [wordsOf(title), names.flatMap(wordsOf), texts.flatMap(wordsOf)]
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
