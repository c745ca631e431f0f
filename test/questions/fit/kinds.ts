import { readFile, writeFile } from 'node:fs/promises'
import { traitsOf } from '#src/search/kind-told.ts'
import { meaningOf, SIZE } from '#src/search/vectors.ts'
import { stemsOf } from '#src/search/words.ts'
import { descend } from './descend.ts'

/** A question, and the kind of entry that it asks for; `none` where no entry can answer it. */
export type Labelled = { kind: string; question: string }

/** A trait of fewer questions tells nothing. */
const SELDOM = 3
/** How dear a large weight is. */
const HELD_BACK = 5e-5
const STEPS = 300
const PACE = 0.2
/** A trait whose weights are all smaller than this is left out. */
const SMALLEST = 0.1

export async function readLabelled(file: string): Promise<Labelled[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.map((line) => {
    const [kind = '', question = ''] = line.split('\t')
    return { kind, question }
  })
}

/** Fits which kind of entry a question asks for, and writes the weights in hundredths, a trait a line. */
export async function fitKinds(labelled: Labelled[], file: string): Promise<void> {
  const kinds = [...new Set(labelled.map(({ kind }) => kind))].sort()
  const all = labelled.map(({ kind, question }) => ({ kind: kinds.indexOf(kind), stems: stemsOf(question) }))
  const traits = frequent(all.map(({ stems }) => traitsOf(stems)))
  const names = [...traits, ...Array.from({ length: SIZE }, (_, at) => `#${at}`), '#']
  const place = new Map(names.map((name, at) => [name, at]))
  const rows = all.map(({ kind, stems }) => ({ kind, inputs: inputsOf(stems, place) }))
  const weights = descend(lossOf(rows, kinds.length, names.length), names.length * kinds.length, STEPS, PACE)
  const lines = names.flatMap((name, at) => {
    const own = Array.from(weights.slice(at * kinds.length, (at + 1) * kinds.length))
    const isKept = name.startsWith('#') || own.some((weight) => Math.abs(weight) >= SMALLEST)
    return isKept ? [[name, ...own.map((weight) => Math.round(weight * 100))].join('\t')] : []
  })
  await writeFile(file, `${[kinds.join('\t'), ...lines].join('\n')}\n`)
}

function frequent(all: string[][]): string[] {
  const counts = new Map<string, number>()
  for (const trait of all.flat()) counts.set(trait, (counts.get(trait) ?? 0) + 1)
  return [...counts].flatMap(([trait, count]) => (count >= SELDOM ? [trait] : [])).sort()
}

type Input = [place: number, value: number]

/** What a question has of each input: its traits shared out, its meaning, and 1 for the bias. */
function inputsOf(stems: string[], place: ReadonlyMap<string, number>): Input[] {
  const at = (name: string) => place.get(name) ?? 0
  const known = traitsOf(stems).filter((trait) => place.has(trait))
  const each = 1 / Math.sqrt(Math.max(1, known.length))
  return [
    ...known.map((trait): Input => [at(trait), each]),
    ...Array.from(meaningOf(stems) ?? [], (value, index): Input => [at(`#${index}`), value]),
    [at('#'), 1],
  ]
}

/** The mean of minus the logarithm of the chance that the right kind is given, and what holds the weights back. */
const lossOf =
  (rows: { kind: number; inputs: Input[] }[], kinds: number, inputs: number) =>
  (weights: Float64Array, slope: Float64Array): number => {
    let loss = 0
    const shares = new Float64Array(kinds)
    for (const { kind, inputs: own } of rows) {
      shares.fill(0)
      for (const [place, value] of own)
        for (let at = 0; at < kinds; at += 1)
          shares[at] = (shares[at] ?? 0) + value * (weights[place * kinds + at] ?? 0)
      const most = Math.max(...shares)
      const all = shares.reduce((sum, share) => sum + Math.exp(share - most), 0)
      loss -= ((shares[kind] ?? 0) - most - Math.log(all)) / rows.length
      for (let at = 0; at < kinds; at += 1) {
        const off = (Math.exp((shares[at] ?? 0) - most) / all - (at === kind ? 1 : 0)) / rows.length
        for (const [place, value] of own)
          slope[place * kinds + at] = (slope[place * kinds + at] ?? 0) + off * value
      }
    }
    for (let at = 0; at < (inputs - 1) * kinds; at += 1) {
      const weight = weights[at] ?? 0
      loss += HELD_BACK * weight * weight
      slope[at] = (slope[at] ?? 0) + 2 * HELD_BACK * weight
    }
    return loss
  }
