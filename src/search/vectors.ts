import { readFileSync } from 'node:fs'

/** So many numbers say what a word means. */
export const SIZE = 128

/**
 * Of each stem a row of numbers, alike for words that are explained alike, and how much it tells in a question, from 0 to 1.
 * Both are made by `npm run -s fit-search`.
 */
type Vectors = { rows: ReadonlyMap<string, number>; numbers: Int8Array; tells: Float32Array }

let vectors: Vectors | undefined

/** Numbers are written as whole ones: the length of a row before it was rounded. */
const LENGTH = 360

function readVectors(): Vectors {
  const here = (name: string) => readFileSync(new URL(`lists/${name}`, import.meta.url))
  const lines = here('vectors.txt')
    .toString()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
  const rows = new Map<string, number>()
  const tells = new Float32Array(lines.length)
  for (const [row, line] of lines.entries()) {
    const [stem = '', told = '1'] = line.split(' ')
    rows.set(stem, row)
    tells[row] = Number(told)
  }
  return { rows, tells, numbers: new Int8Array(here('vectors.bin')) }
}

/**
 * What a text means: the mean of what its words do, as a row of numbers of length 1. Undefined, if nothing is known of any of
 * its words. The closeness of two texts is the cosine between theirs, from −1 to 1.
 */
export function meaningOf(stems: Iterable<string>): Float32Array | undefined {
  const length = addUp(new Set(stems))
  return length === 0 ? undefined : sum.map((each) => each / length)
}

/** How long the sum is of what words mean, each counted by what it tells; a word's own length is 1. */
export const lengthOfSum = (stems: ReadonlySet<string>): number => addUp(stems) / LENGTH

/** Where words are added up, which happens by the thousand. */
const sum = new Float32Array(SIZE)

function addUp(stems: ReadonlySet<string>): number {
  vectors ??= readVectors()
  const { rows, numbers, tells } = vectors
  sum.fill(0)
  for (const stem of stems) {
    const row = rows.get(stem)
    if (row === undefined) continue
    const weight = tells[row] ?? 0
    const from = row * SIZE
    for (let at = 0; at < SIZE; at += 1) sum[at] = (sum[at] ?? 0) + weight * (numbers[from + at] ?? 0)
  }
  let square = 0
  for (let at = 0; at < SIZE; at += 1) square += (sum[at] ?? 0) * (sum[at] ?? 0)
  return Math.sqrt(square)
}

/** How close a word comes to a meaning, from −1 to 1, and how much it tells. */
export type Closeness = { close: number; tells: number }

/** Whole numbers are multiplied sooner. */
const WHOLE = 10_000

/** Measures how close words come to one meaning, each of them once. Undefined for a word of which nothing is known. */
export function closenessTo(meaning: Float32Array): (stem: string) => Closeness | undefined {
  vectors ??= readVectors()
  const { rows, numbers, tells } = vectors
  const measured = new Map<string, Closeness | undefined>()
  const whole = Int32Array.from(meaning, (number) => Math.round(number * WHOLE))
  const measure = (stem: string): Closeness | undefined => {
    const row = rows.get(stem)
    if (row === undefined) return undefined
    let dot = 0
    for (let at = 0; at < SIZE; at += 1) dot += (whole[at] ?? 0) * (numbers[row * SIZE + at] ?? 0)
    return { close: dot / (LENGTH * WHOLE), tells: tells[row] ?? 0 }
  }
  return (stem) => {
    if (!measured.has(stem)) measured.set(stem, measure(stem))
    return measured.get(stem)
  }
}
