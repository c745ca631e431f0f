import { readFileSync } from 'node:fs'

/** So many numbers say what a word means. */
export const SIZE = 192

/**
 * Of each stem a row of numbers, alike for words that mean about the same, and how much it tells in a text, in hundredths of
 * what is usual. Both are made by `npm run -s fit-search`.
 */
type Vectors = { rows: ReadonlyMap<string, number>; numbers: Int8Array; tells: Int32Array }

/** What a word or a text means, as a row of numbers. */
export type Meaning = Int8Array

let vectors: Vectors | undefined

/** Numbers are whole ones, of rows of this length: seldom one is more than a third of it, which a byte still holds. */
export const LENGTH = 360

function readVectors(): Vectors {
  const here = (name: string) => readFileSync(new URL(`lists/${name}`, import.meta.url))
  const lines = here('vectors.txt')
    .toString()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
  const rows = new Map<string, number>()
  const tells = new Int32Array(lines.length)
  for (const [row, line] of lines.entries()) {
    const [stem = '', told = '1'] = line.split(' ')
    rows.set(stem, row)
    tells[row] = Math.round(Number(told) * 100)
  }
  return { rows, tells, numbers: new Int8Array(here('vectors.bin')) }
}

/**
 * What a text means: the sum of what its words do, each by how much it tells, as a row of whole numbers of length `LENGTH`.
 * Undefined, if nothing is known of any of its words.
 */
export function meaningOf(stems: Iterable<string>): Meaning | undefined {
  vectors ??= readVectors()
  const { rows, numbers, tells } = vectors
  sum.fill(0)
  for (const stem of new Set(stems)) {
    const row = rows.get(stem)
    if (row === undefined) continue
    const weight = tells[row] ?? 0
    const from = row * SIZE
    for (let at = 0; at < SIZE; at += 1) sum[at] = (sum[at] ?? 0) + weight * (numbers[from + at] ?? 0)
  }
  let square = 0
  for (let at = 0; at < SIZE; at += 1) square += (sum[at] ?? 0) * (sum[at] ?? 0)
  if (square === 0) return undefined
  const scale = LENGTH / Math.sqrt(square)
  const meaning = new Int8Array(SIZE)
  for (let at = 0; at < SIZE; at += 1)
    meaning[at] = Math.max(-127, Math.min(127, Math.round((sum[at] ?? 0) * scale)))
  return meaning
}

/** Where words are added up, which happens by the thousand. */
const sum = new Int32Array(SIZE)

/** How close two meanings come: the cosine, from −1 to 1. */
export function closeness(one: Meaning, other: Meaning): number {
  return dot(one, other, 0) / (LENGTH * LENGTH)
}

/** Meanings one after the other, without those of which nothing is known. */
export function sideBySide(meanings: (Meaning | undefined)[]): Int8Array {
  const known = meanings.filter((meaning) => meaning !== undefined)
  const all = new Int8Array(known.length * SIZE)
  for (const [place, meaning] of known.entries()) all.set(meaning, place * SIZE)
  return all
}

/** How close the nearest of several meanings, side by side, comes to one; at least 0. */
export function nearestOf(meaning: Meaning, all: Int8Array): number {
  let best = 0
  for (let from = 0; from < all.length; from += SIZE) best = Math.max(best, dot(meaning, all, from))
  return best / (LENGTH * LENGTH)
}

function dot(meaning: Meaning, all: Int8Array, from: number): number {
  let sum = 0
  for (let at = 0; at < SIZE; at += 1) sum += (meaning[at] ?? 0) * (all[from + at] ?? 0)
  return sum
}
