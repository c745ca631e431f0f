import { writeFile } from 'node:fs/promises'
import { THESAURUS } from '#src/search/thesaurus.ts'
import { SIZE } from '#src/search/vectors.ts'
import { stemsOf } from '#src/search/words.ts'
import { factors, type Sparse } from './factors.ts'
import { type Bag, bagOfGroup, bagOfText, readLicense, readWordNet } from './wordnet.ts'

/** A stem of fewer explanations is left out. */
const SELDOM = 5
/** What a group of our thesaurus says counts for more than one explanation of WordNet. */
const GROUP = 3
/** Words that are met often tell less of what they are met with (Levy, Goldberg and Dagan, TACL 3, 2015). */
const SMOOTHED = 0.75
const POWER = 0.25
/** Numbers of a row of length 1 are seldom as large as 1 / 3; the length that a row has in whole numbers. */
const LENGTH = 360
/** A stem that makes up this share of all questions tells half (Arora, Liang and Ma, ICLR 2017). */
const COMMON = 2e-3

/**
 * Makes a row of numbers for each stem from what stands beside it: in WordNet's explanations, in the groups of the thesaurus
 * and in questions. What two stems share is how much oftener they meet than by chance; the directions that say most of it are
 * kept.
 */
export async function makeVectors(wordNet: string, questions: string[], to: string): Promise<number> {
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
  const rows = new Map(stems.map((stem, row) => [stem, row]))
  const beside = meetings(bags, rows, (stem) => Math.log(bags.length / (often.get(stem) ?? 1)))
  const numbers = factors(beyondChance(beside), SIZE, POWER)
  await writeFile(`${to}/vectors.bin`, roundedRows(numbers))
  await writeFile(`${to}/vectors.txt`, [...(await head(wordNet)), ...told(stems, questions), ''].join('\n'))
  return stems.length
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

/** Each row less what all share, of length 1, in whole numbers. */
function roundedRows(rows: Float64Array[]): Int8Array {
  const ofLengthOne = (row: Float64Array) => {
    const length = Math.sqrt(row.reduce((sum, each) => sum + each * each, 0)) || 1
    return row.map((each) => each / length)
  }
  const even = rows.map(ofLengthOne)
  const mean = Float64Array.from(
    { length: SIZE },
    (_, at) => even.reduce((sum, row) => sum + (row[at] ?? 0), 0) / even.length,
  )
  const numbers = new Int8Array(rows.length * SIZE)
  for (const [row, each] of even.entries())
    for (const [at, value] of ofLengthOne(each.map((number, index) => number - (mean[index] ?? 0))).entries())
      numbers[row * SIZE + at] = Math.max(-127, Math.min(127, Math.round(value * LENGTH)))
  return numbers
}

/** Each stem with how much it tells: less, the more questions have it, whatever they are about. */
function told(stems: string[], questions: string[]): string[] {
  const counts = new Map<string, number>()
  const all = questions.flatMap(stemsOf)
  for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return stems.map((stem) => {
    const tells = COMMON / (COMMON + (counts.get(stem) ?? 0) / all.length)
    return tells > 0.995 ? stem : `${stem} ${tells.toFixed(2)}`
  })
}

const head = async (wordNet: string): Promise<string[]> =>
  [
    'Stems, each with what it tells where that is less than 1; its numbers are in vectors.bin. Made from WordNet, the thesaurus',
    'and questions by `npm run -s fit-search`. WordNet comes with this license:',
    ...(await readLicense(wordNet)),
  ].map((line) => `# ${line}`.trim())
