import type { Question } from './question-set.ts'

/** What came of a question: the entries before the reader in their order; `undefined` stands for a refusal. */
export type Asked = Question & { got: (string | undefined)[]; refused: boolean }

/**
 * `n` questions; of those that can be answered the share whose first entry is right, the share with a right one among
 * the first three, and the mean of 1 / the place of the first right one; of the others the share that was refused. A
 * share of no questions is null.
 */
export type Measured = {
  n: number
  hit1: number | null
  hit3: number | null
  mrr: number | null
  refused: number | null
}

export function measure(asked: Asked[]): Measured {
  const answerable = asked.filter(({ expect }) => expect.length > 0)
  const places = answerable.map(placeOf)
  const others = asked.filter(({ expect }) => expect.length === 0)
  return {
    n: asked.length,
    hit1: mean(places.map((place) => (place === 1 ? 1 : 0))),
    hit3: mean(places.map((place) => (place <= 3 ? 1 : 0))),
    mrr: mean(places.map((place) => 1 / place)),
    refused: mean(others.map(({ refused }) => (refused ? 1 : 0))),
  }
}

/** Whether somebody who asked this got what they should: the right entry first, or a refusal. */
export const isMiss = (asked: Asked): boolean =>
  asked.expect.length === 0 ? !asked.refused : placeOf(asked) !== 1

/** Where the first right entry stands, from 1; infinitely far off if none does. */
function placeOf({ got, expect }: Asked): number {
  const at = got.findIndex((key) => key !== undefined && expect.includes(key))
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}

const mean = (numbers: number[]): number | null =>
  numbers.length === 0
    ? null
    : Number((numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toFixed(4))
