import type { Library } from '#src/knowledge/library.ts'
import { relatedTo } from '#src/search/thesaurus.ts'
import { stemOf, wordsOf } from '#src/search/words.ts'
import { negativePersonas } from './negative.ts'

const SPELT =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
/** Between a number and what is counted stand no more words than this: "18 white vans". */
const BETWEEN = 1

type Count = { number: number; of: string }

/**
 * The negative personas of whom a number in a text tells: "18 vans" is fewer than 25 vehicles. A number of the same
 * thing may be said in other words.
 */
export function withinCriteria(text: string, library: Library): Set<string> {
  const words = wordsOf(text)
  const counts = countsIn(words)
  if (counts.length === 0) return new Set()
  const meets = ({ number, of }: Count, field: string, operator: string, value: number): boolean =>
    isCount(of, words, field) &&
    (operator === 'below' ? number < value : operator === 'above' && number > value)
  return new Set(
    negativePersonas(library)
      .filter(({ body }) =>
        body.exclusionCriteria.some(
          ({ field, operator, value }) =>
            typeof value === 'number' &&
            counts.some((count) => meets(count, field ?? '', operator ?? '', value)),
        ),
      )
      .map(({ slug }) => slug),
  )
}

const countsIn = (words: string[]): Count[] =>
  words.flatMap((word, at) => {
    const number = /^\d{1,9}$/.test(word) ? Number(word) : SPELT.indexOf(word)
    if (number < 0) return []
    return words.slice(at + 1, at + 2 + BETWEEN).map((of) => ({ number, of }))
  })

/** What is counted by a field such as "requested_start_days": days, where the start is spoken of, too. */
function isCount(of: string, words: string[], field: string): boolean {
  const named = wordsOf(field.replaceAll('_', ' '))
  const [counted = '', ...others] = named.toReversed()
  return (
    meansSame(of, counted) &&
    (others.length === 0 || others.some((other) => words.some((word) => meansSame(word, other))))
  )
}

const meansSame = (word: string, other: string): boolean =>
  stemOf(word) === stemOf(other) || relatedTo(word).includes(stemOf(other))
