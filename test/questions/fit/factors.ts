import { seeded } from '#src/statistics/random.ts'
import { addTo } from './rows.ts'

/** A sparse square matrix: of each row the columns that hold something, and what. */
export type Sparse = { columns: Int32Array; values: Float32Array }[]

const ROUNDS = 5
/** A few more directions than are asked for are followed, which makes those that are asked for exact sooner. */
const MORE = 12

/**
 * The rows of a matrix in the few directions that say most of it, the most telling first: its left singular vectors, by
 * repeated multiplication from a random start (Halko, Martinsson and Tropp, SIAM Review 53, 2011), each times its singular
 * value to the given power.
 */
export function factors(matrix: Sparse, directions: number, power: number): Float64Array[] {
  const random = seeded(1)
  const wide = directions + MORE
  let basis: Float64Array[] = matrix.map(() => Float64Array.from({ length: wide }, () => random() - 0.5))
  orthonormal(basis, wide)
  for (let round = 0; round < ROUNDS; round += 1) {
    basis = times(matrix, across(matrix, basis, wide), wide)
    orthonormal(basis, wide)
  }
  // Columns come out by the size of what they say, since each was made free of those before it.
  const said = across(matrix, basis, wide)
  const sizes = Array.from({ length: wide }, (_, at) =>
    Math.sqrt(said.reduce((sum, row) => sum + (row[at] ?? 0) ** 2, 0)),
  )
  const best = sizes
    .map((size, at) => ({ size, at }))
    .sort((a, b) => b.size - a.size)
    .slice(0, directions)
  return basis.map((row) => Float64Array.from(best, ({ size, at }) => (row[at] ?? 0) * size ** power))
}

/** The matrix times a tall one. */
function times(matrix: Sparse, tall: Float64Array[], wide: number): Float64Array[] {
  return matrix.map(({ columns, values }) => {
    const sum = new Float64Array(wide)
    for (const [at, column] of columns.entries()) addTo(sum, tall[column], values[at] ?? 0)
    return sum
  })
}

/** The matrix on its side times a tall one. */
function across(matrix: Sparse, tall: Float64Array[], wide: number): Float64Array[] {
  const sums = matrix.map(() => new Float64Array(wide))
  for (const [row, { columns, values }] of matrix.entries())
    for (const [at, column] of columns.entries()) addTo(sums[column], tall[row], values[at] ?? 0)
  return sums
}

/** Makes each column free of those before it, and of length 1 (Gram and Schmidt, twice, since once loses digits). */
function orthonormal(rows: Float64Array[], wide: number): void {
  for (let column = 0; column < wide; column += 1) {
    for (let again = 0; again < 2; again += 1)
      for (let before = 0; before < column; before += 1) {
        let shared = 0
        for (const row of rows) shared += (row[before] ?? 0) * (row[column] ?? 0)
        for (const row of rows) row[column] = (row[column] ?? 0) - shared * (row[before] ?? 0)
      }
    let square = 0
    for (const row of rows) square += (row[column] ?? 0) ** 2
    const length = Math.sqrt(square) || 1
    for (const row of rows) row[column] = (row[column] ?? 0) / length
  }
}
