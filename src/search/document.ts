import { isStopWord, stemsOf } from './words.ts'

/** One statement of a document; `field` says of what kind it is, `about` of which persona. */
type Passage = { id: string; field: string; text: string; about?: string | undefined }

/**
 * What is searched of an entry. `about` are the personas to which it is limited, `context` whatever else is said of
 * it as a whole; an answer is looked for in its `passages`, one by one. `asked` are ways in which people ask for it.
 */
export type SearchDocument = {
  id: string
  kind: string
  title: string
  names: string[]
  asked: string[]
  context: string
  about: string[]
  passages: Passage[]
}

/** Stems in order, the same to look one up, and how many of them carry a meaning. */
export type Stems = { list: string[]; set: ReadonlySet<string>; content: number }

/** A document as stems, ready to be compared with a question. */
export type Stemmed = {
  id: string
  kind: string
  about: string[]
  title: Stems
  names: Stems[]
  asked: Stems[]
  context: Stems
  passages: { id: string; about: string | undefined; field: Stems; text: Stems }[]
}

export const stemmed = ({
  id,
  kind,
  about,
  title,
  names,
  asked,
  context,
  passages,
}: SearchDocument): Stemmed => ({
  id,
  kind,
  about,
  title: read(title),
  names: names.map(read),
  asked: asked.map(read),
  context: read(context),
  passages: passages.map((passage) => ({
    id: passage.id,
    about: passage.about,
    field: readField(passage.field),
    text: read(passage.text),
  })),
})

function read(text: string): Stems {
  const list = stemsOf(text)
  return { list, set: new Set(list), content: list.filter((stem) => !isStopWord(stem)).length }
}

/** What fields are called is the same in document after document. */
const fieldsRead = new Map<string, Stems>()
const MOST_FIELDS = 2000

function readField(field: string): Stems {
  const before = fieldsRead.get(field)
  if (before !== undefined) return before
  if (fieldsRead.size >= MOST_FIELDS) fieldsRead.clear()
  const stems = read(field)
  fieldsRead.set(field, stems)
  return stems
}
