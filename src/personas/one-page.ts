import { claimsOf } from '#src/knowledge/claim.ts'

/**
 * What one reads in five minutes at 200 words a minute, a slow reader's pace (adults read 238 on average: Brysbaert
 * 2019): so a new hire knows a persona in five minutes. What is longer belongs into its journey, its jobs, an
 * objection or a playbook.
 */
const MOST_WORDS = 1_000
/** As many as one keeps apart at a glance (Miller 1956). */
const MOST_CLAIMS = 7
/** Two sentences of ordinary length: beyond that a claim says more than one thing. */
const MOST_WORDS_A_CLAIM = 40

/** Where a persona doesn't fit on its page, and by how much. `key` is stable while other claims come and go. */
export type Overflow = { key: string; path: (string | number)[]; count: number; most: number } & (
  | { of: 'page'; longest: { field: string; words: number }[] }
  | { of: 'section' }
  | { of: 'claim' }
)

/** Everything about a persona that doesn't fit on one page. */
export function overflowsOf(body: object): Overflow[] {
  const claims = claimsOf(body).map(({ id, field, path, text }) => ({
    id,
    field,
    path,
    words: wordsIn(text),
  }))
  const sections = Map.groupBy(claims, ({ field }) => field)
  const longest = [...sections]
    .map(([field, some]) => ({ field, words: sum(some) }))
    .toSorted((a, b) => b.words - a.words)
    .slice(0, 3)
  const page: Overflow = {
    of: 'page',
    key: 'page',
    path: [],
    count: sum(claims),
    most: MOST_WORDS,
    longest,
  }
  const all: Overflow[] = [
    page,
    ...[...sections].map(([field, some]): Overflow => {
      return { of: 'section', key: `section ${field}`, path: [field], count: some.length, most: MOST_CLAIMS }
    }),
    ...claims.map(({ id, path, words }): Overflow => {
      return { of: 'claim', key: `claim ${id}`, path, count: words, most: MOST_WORDS_A_CLAIM }
    }),
  ]
  return all.filter(({ count, most }) => count > most)
}

/** What a change makes worse: what was too long before may stay, and become shorter step by step. */
export function newOverflows(after: object, before: object | undefined): Overflow[] {
  const known = new Map(before && overflowsOf(before).map(({ key, count }) => [key, count]))
  return overflowsOf(after).filter(({ key, count }) => count > (known.get(key) ?? 0))
}

/** What was found and what was expected instead, to be read after the place. */
export function sayOverflow(overflow: Overflow): { found: string; expected: string } {
  const { count, most } = overflow
  switch (overflow.of) {
    case 'page': {
      const longest = overflow.longest.map(({ field, words }) => `${field} ${words}`).join(', ')
      return {
        found: `${count} words in all claims (the longest sections: ${longest})`,
        expected: `at most ${most}, one page that is read in five minutes`,
      }
    }
    case 'section':
      return { found: `${count} claims`, expected: `at most ${most} claims a section` }
    case 'claim':
      return { found: `a claim of ${count} words`, expected: `at most ${most} words, one statement` }
  }
}

const sum = (claims: { words: number }[]): number => claims.reduce((total, { words }) => total + words, 0)

/** Also of languages that are written without spaces. */
const words = new Intl.Segmenter('en', { granularity: 'word' })

function wordsIn(text: string): number {
  let count = 0
  for (const { isWordLike } of words.segment(text)) if (isWordLike) count += 1
  return count
}
