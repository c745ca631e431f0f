import { stemsOf } from './words.ts'

/** One statement of a document; `field` says of what kind it is, `about` of which persona. */
type Passage = { id: string; field: string; text: string; about?: string | undefined }

/**
 * What is searched of an entry. `about` are the personas to which it is limited, `context` whatever else is said of
 * it as a whole; an answer is looked for in its `passages`, one by one.
 */
export type SearchDocument = {
  id: string
  kind: string
  title: string
  names: string[]
  context: string
  about: string[]
  passages: Passage[]
}

/** A document as stems, ready to be compared with a question. */
export type Stemmed = {
  id: string
  kind: string
  title: string[]
  names: string[][]
  context: string[]
  passages: { id: string; about: string | undefined; field: string[]; text: string[] }[]
}

export const stemmed = ({ id, kind, title, names, context, passages }: SearchDocument): Stemmed => ({
  id,
  kind,
  title: stemsOf(title),
  names: names.map(stemsOf),
  context: stemsOf(context),
  passages: passages.map((passage) => ({
    id: passage.id,
    about: passage.about,
    field: stemsOf(passage.field),
    text: stemsOf(passage.text),
  })),
})
