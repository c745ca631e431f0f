import { expect, test } from 'vitest'
import { descend } from '#test/questions/fit/descend.ts'
import { factors } from '#test/questions/fit/factors.ts'

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
