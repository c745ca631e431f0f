import { readFileSync } from 'node:fs'
import { LENGTH, meaningOf, SIZE } from './vectors.ts'
import { stemsOf } from './words.ts'

/** Of each kind of entry, and of `none` for what no entry answers, how likely a question asks for it; together 1. */
export type KindTold = ReadonlyMap<string, number>

/** What each trait of a question says for each kind, in the order of `kinds`, and each number of its meaning. */
type Weights = {
  kinds: string[]
  byTrait: ReadonlyMap<string, Float32Array>
  byMeaning: Float32Array[]
  bias: Float32Array
}

let weights: Weights | undefined

/**
 * Reads the weights of a multinomial logistic regression, as `npm run -s fit-search` wrote them: a line for each trait, each
 * number of the meaning (`#0` …) and the bias (`#`), in hundredths.
 */
function readWeights(): Weights {
  const text = readFileSync(new URL('lists/kinds.tsv', import.meta.url), 'utf8')
  const [head = '', ...lines] = text.trim().split('\n')
  const rows = new Map(
    lines.map((line) => {
      const [trait = '', ...numbers] = line.split('\t')
      return [trait, Float32Array.from(numbers, (number) => Number(number) / 100)] as const
    }),
  )
  const row = (name: string) => rows.get(name) ?? new Float32Array(head.split('\t').length)
  const byMeaning = Array.from({ length: SIZE }, (_, at) => row(`#${at}`))
  return { kinds: head.split('\t'), byTrait: rows, byMeaning, bias: row('#') }
}

/** What tells the kind: the stems of a question, each two that follow each other, and how it begins. */
export function traitsOf(stems: string[]): string[] {
  const pairs = stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)
  return [...new Set([...stems, ...pairs, ...stems.slice(0, 1).map((stem) => `^${stem}`)])]
}

/** For which kind of entry a question asks, by its words alone. */
export function kindTold(question: string): KindTold {
  weights ??= readWeights()
  const { kinds, byTrait, byMeaning, bias } = weights
  const stems = stemsOf(question)
  const rows = traitsOf(stems).flatMap((trait) => byTrait.get(trait) ?? [])
  const meaning = meaningOf(stems) ?? []
  const each = 1 / Math.sqrt(Math.max(1, rows.length))
  const sums = kinds.map(
    (_, kind) =>
      (bias[kind] ?? 0) +
      each * rows.reduce((sum, row) => sum + (row[kind] ?? 0), 0) +
      byMeaning.reduce((sum, row, at) => sum + ((row[kind] ?? 0) * (meaning[at] ?? 0)) / LENGTH, 0),
  )
  return softmax(kinds, sums)
}

function softmax(kinds: string[], sums: number[]): KindTold {
  const most = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp(sum - most))
  const all = shares.reduce((sum, share) => sum + share, 0)
  return new Map(kinds.map((kind, at) => [kind, (shares[at] ?? 0) / all]))
}
