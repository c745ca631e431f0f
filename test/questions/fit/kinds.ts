import { readFile, writeFile } from 'node:fs/promises'
import { traitsOf } from '#src/search/kind-told.ts'
import { LENGTH, meaningOf, SIZE } from '#src/search/vectors.ts'
import { stemsOf } from '#src/search/words.ts'
import { descend } from './descend.ts'

/**
 * A question, the kind of entry that it asks for (`none` where no entry can answer it), and how much it counts beside others.
 */
export type Labelled = { kind: string; question: string; weight: number }

/** A trait of fewer questions tells nothing. */
const SELDOM = 3
/** How dear a large weight is. */
const HELD_BACK = 5e-6
const STEPS = 200
const PACE = 0.2
/** A trait whose weights are all smaller than this is left out. */
const SMALLEST = 0.1

export async function readLabelled(file: string): Promise<Labelled[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.map((line) => {
    const [kind = '', question = ''] = line.split('\t')
    return { kind, question, weight: 1 }
  })
}

/** Fits which kind of entry a question asks for, and writes the weights in hundredths, a trait a line. */
export async function fitKinds(labelled: Labelled[], file: string): Promise<void> {
  const kinds = [...new Set(labelled.map(({ kind }) => kind))].sort()
  const total = labelled.reduce((sum, { weight }) => sum + weight, 0)
  const all = labelled.map(({ kind, question, weight }) => ({
    kind: kinds.indexOf(kind),
    stems: stemsOf(question),
    share: weight / total,
  }))
  const traits = frequent(all.map(({ stems }) => traitsOf(stems)))
  const names = [...traits, ...Array.from({ length: SIZE }, (_, at) => `#${at}`), '#']
  const place = new Map(names.map((name, at) => [name, at]))
  const rows = all.map(({ kind, stems, share }) => ({ kind, share, inputs: inputsOf(stems, place) }))
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

/** What a question has: places of inputs, and how much of each. */
type Inputs = { places: Int32Array; values: Float64Array }

/** What a question has of each input: its traits shared out, its meaning, and 1 for the bias. */
function inputsOf(stems: string[], place: ReadonlyMap<string, number>): Inputs {
  const at = (name: string) => place.get(name) ?? 0
  const known = traitsOf(stems).filter((trait) => place.has(trait))
  const each = 1 / Math.sqrt(Math.max(1, known.length))
  const meaning = [...(meaningOf(stems) ?? [])]
  return {
    places: Int32Array.from([...known.map(at), ...meaning.map((_, index) => at(`#${index}`)), at('#')]),
    values: Float64Array.from([...known.map(() => each), ...meaning.map((value) => value / LENGTH), 1]),
  }
}

/** The mean of minus the logarithm of the chance that the right kind is given, and what holds the weights back. */
const lossOf =
  (rows: { kind: number; share: number; inputs: Inputs }[], kinds: number, inputs: number) =>
  (weights: Float64Array, slope: Float64Array): number => {
    let loss = 0
    const shares = new Float64Array(kinds)
    for (const { kind, share: counts, inputs: own } of rows) {
      addUp(own, weights, shares)
      const most = Math.max(...shares)
      const all = shares.reduce((sum, share) => sum + Math.exp(share - most), 0)
      loss -= ((shares[kind] ?? 0) - most - Math.log(all)) * counts
      for (let at = 0; at < kinds; at += 1)
        shares[at] = (Math.exp((shares[at] ?? 0) - most) / all - (at === kind ? 1 : 0)) * counts
      spread(own, shares, slope)
    }
    for (let at = 0; at < (inputs - 1) * kinds; at += 1) {
      const weight = weights[at] ?? 0
      loss += HELD_BACK * weight * weight
      slope[at] = (slope[at] ?? 0) + 2 * HELD_BACK * weight
    }
    return loss
  }

/** What the inputs of a question say for each kind. */
function addUp({ places, values }: Inputs, weights: Float64Array, sums: Float64Array): void {
  sums.fill(0)
  for (let input = 0; input < places.length; input += 1) {
    const [value, from] = [values[input] ?? 0, (places[input] ?? 0) * sums.length]
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + value * (weights[from + at] ?? 0)
  }
}

/** Adds what each input has to do with being off for each kind. */
function spread({ places, values }: Inputs, off: Float64Array, slope: Float64Array): void {
  for (let input = 0; input < places.length; input += 1) {
    const [value, from] = [values[input] ?? 0, (places[input] ?? 0) * off.length]
    for (let at = 0; at < off.length; at += 1)
      slope[from + at] = (slope[from + at] ?? 0) + value * (off[at] ?? 0)
  }
}
