import { answeringSigns } from '#bot/commands/answerable.ts'
import { readAsked } from '#bot/commands/asked.ts'
import { candidatesFor } from '#bot/commands/candidates.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Question } from '#test/questions/question-set.ts'
import { descend } from './descend.ts'

/** How dear a large weight is, of signs that are brought to one scale. */
const HELD_BACK = 0.003
const STEPS = 1500
const PACE = 0.05

type Weights = Record<string, number>
/** What a question's candidates have of each sign, and which of them are right. */
type Choice = { signs: Record<string, number>[]; right: boolean[] }

/** Questions that are left to the search: not answered by their form, such as a persona's name alone. */
export type Searched = { questions: Question[]; library: Library }

/** What every sign counts for, so that the right candidate of each question is the likeliest (a conditional logit). */
export function fitRanking(sets: Searched[]): Weights {
  const choices = sets.flatMap(({ questions, library }) =>
    questions
      .map(({ q, expect }): Choice => {
        const { candidates } = candidatesFor(readAsked(q, library), library)
        return {
          signs: candidates.map(({ signs }) => signs),
          right: candidates.map(({ entry }) => expect.includes(entryKey(entry))),
        }
      })
      .filter(({ right }) => right.includes(true)),
  )
  const names = Object.keys(choices[0]?.signs[0] ?? {})
  const scale = scaleOf(
    choices.flatMap(({ signs }) => signs),
    names,
  )
  const rows = choices.map(({ signs, right }) => ({
    right,
    rows: signs.map((each) => names.map((name, at) => (each[name] ?? 0) / (scale[at]?.spread ?? 1))),
  }))
  const weights = descend(lossOfChoices(rows), names.length, STEPS, PACE)
  return Object.fromEntries(names.map((name, at) => [name, (weights[at] ?? 0) / (scale[at]?.spread ?? 1)]))
}

const lossOfChoices =
  (choices: { right: boolean[]; rows: number[][] }[]) =>
  (weights: Float64Array, slope: Float64Array): number => {
    let loss = 0
    for (const { right, rows } of choices) {
      const sums = rows.map((row) => row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0))
      const most = Math.max(...sums)
      const shares = sums.map((sum) => Math.exp(sum - most))
      const all = shares.reduce((sum, share) => sum + share, 0)
      const ofRight = shares.reduce((sum, share, at) => sum + (right[at] ? share : 0), 0)
      loss -= Math.log(ofRight / all) / choices.length
      for (const [at, row] of rows.entries()) {
        const share = shares[at] ?? 0
        const off = (share / all - (right[at] ? share / ofRight : 0)) / choices.length
        for (const [index, value] of row.entries()) slope[index] = (slope[index] ?? 0) + off * value
      }
    }
    return loss + held(weights, slope, weights.length)
  }

/** So many of the questions that nothing answers are to be refused. */
const REFUSED = 0.94

/** What every sign of the best candidate counts for as an answer, `least` so that enough is refused. */
export function fitAnswering(sets: Searched[]): Weights {
  const cases = sets.flatMap(({ questions, library }) =>
    questions.flatMap(({ q, expect }) => {
      const asked = readAsked(q, library)
      const signs = answeringSigns(candidatesFor(asked, library), asked)
      return signs ? [{ signs: signs as Record<string, number>, isAnswerable: expect.length > 0 }] : []
    }),
  )
  const names = Object.keys(cases[0]?.signs ?? {})
  const scale = scaleOf(
    cases.map(({ signs }) => signs),
    names,
  )
  const rows = cases.map(({ signs, isAnswerable }) => ({
    isAnswerable,
    row: [
      ...names.map((name, at) => ((signs[name] ?? 0) - (scale[at]?.mean ?? 0)) / (scale[at]?.spread ?? 1)),
      1,
    ],
  }))
  const fitted = descend(lossOfCases(rows), names.length + 1, STEPS, PACE)
  const weights = names.map((_, at) => (fitted[at] ?? 0) / (scale[at]?.spread ?? 1))
  const sums = cases.map(({ signs }) =>
    names.reduce((sum, name, at) => sum + (signs[name] ?? 0) * (weights[at] ?? 0), 0),
  )
  const refused = sums.filter((_, at) => !cases[at]?.isAnswerable).sort((a, b) => a - b)
  const least = -(refused[Math.floor(refused.length * REFUSED)] ?? 0)
  return { least, ...Object.fromEntries(names.map((name, at) => [name, weights[at] ?? 0])) }
}

const lossOfCases =
  (cases: { isAnswerable: boolean; row: number[] }[]) =>
  (weights: Float64Array, slope: Float64Array): number => {
    let loss = 0
    for (const { isAnswerable, row } of cases) {
      const sum = row.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0)
      const chance = 1 / (1 + Math.exp(-sum))
      loss -= Math.log(Math.max(1e-12, isAnswerable ? chance : 1 - chance)) / cases.length
      const off = (chance - (isAnswerable ? 1 : 0)) / cases.length
      for (const [index, value] of row.entries()) slope[index] = (slope[index] ?? 0) + off * value
    }
    return loss + held(weights, slope, weights.length - 1)
  }

/** What large weights cost, the first so many of them. */
function held(weights: Float64Array, slope: Float64Array, count: number): number {
  let loss = 0
  for (let at = 0; at < count; at += 1) {
    const weight = weights[at] ?? 0
    loss += HELD_BACK * weight * weight
    slope[at] = (slope[at] ?? 0) + 2 * HELD_BACK * weight
  }
  return loss
}

function scaleOf(all: Record<string, number>[], names: string[]): { mean: number; spread: number }[] {
  return names.map((name) => {
    const mean = all.reduce((sum, each) => sum + (each[name] ?? 0), 0) / all.length
    const square = all.reduce((sum, each) => sum + ((each[name] ?? 0) - mean) ** 2, 0) / all.length
    return { mean, spread: Math.sqrt(square) || 1 }
  })
}
