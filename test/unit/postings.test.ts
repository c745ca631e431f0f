import MiniSearch from 'minisearch'
import { expect, test } from 'vitest'
import { searchDocument } from '#src/knowledge/search-document.ts'
import type { SearchDocument } from '#src/search/document.ts'
import { createPostings } from '#src/search/postings.ts'
import { stemOf, wordsOf } from '#src/search/words.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const { entries } = await libraryOf(DEMO)
const documents = [...entries.values()].map((entry) => searchDocument(entry))

const fieldsOf = ({ title, names, context, passages }: SearchDocument): [string, string, string] => [
  title,
  names.join('\n'),
  [context, ...passages.map(({ text }) => text)].join('\n'),
]
const wordsIn = (document: SearchDocument) => fieldsOf(document).map(wordsOf)

const QUESTIONS = ['renewal', 'price budget', 'carla fears a rollout', 'who signs and decides', 'peak season']

function postingsOf(some: SearchDocument[]) {
  const postings = createPostings()
  for (const document of some) postings.add(document.id, wordsIn(document))
  return postings
}

test('documents come in the order of MiniSearch, which scores by the same formula', () => {
  const peer = new MiniSearch({
    fields: ['title', 'names', 'text'],
    tokenize: wordsOf,
    processTerm: stemOf,
    searchOptions: { boost: { title: 4, names: 3 } },
  })
  peer.addAll(
    documents.map((document) => {
      const [title, names, text] = fieldsOf(document)
      return { id: document.id, title, names, text }
    }),
  )
  const postings = postingsOf(documents)
  for (const question of QUESTIONS) {
    const ours = postings.search([...new Set(wordsOf(question).map(stemOf))])
    const scores = new Map(peer.search(question).map(({ id, score }) => [String(id), score]))
    const inOurOrder = ours.map((id) => scores.get(id) ?? Number.NaN)
    expect(ours.length).toBe(scores.size)
    expect(ours.length).toBeGreaterThan(2)
    for (const [at, score] of inOurOrder.entries())
      expect(score).toBeLessThanOrEqual((inOurOrder[at - 1] ?? score) + 1e-9)
  }
})

test('what is taken out leaves no trace, and may come back', () => {
  const half = documents.filter((_, index) => index % 2 === 0)
  const postings = postingsOf(documents)
  for (const document of documents)
    if (!half.includes(document)) postings.remove(document.id, wordsIn(document))
  const fresh = postingsOf(half)
  for (const stems of QUESTIONS.map((question) => wordsOf(question).map(stemOf)))
    expect(postings.search(stems)).toEqual(fresh.search(stems))
  expect([...postings.words()].toSorted()).toEqual([...fresh.words()].toSorted())
  expect(postings.size()).toBe(half.length)
  for (const document of documents) if (!half.includes(document)) postings.add(document.id, wordsIn(document))
  expect(postings.having('renew')).toBe(postingsOf(documents).having('renew'))
})
