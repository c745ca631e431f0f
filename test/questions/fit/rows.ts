/** Adds a row, so many times, to another. */
export function addTo(sum: Float64Array | undefined, row: Float64Array | undefined, times: number): void {
  if (!sum || !row || times === 0) return
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + times * (row[at] ?? 0)
}

export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

export const lengthOf = (row: Float64Array): number => Math.sqrt(dot(row, row))

/** The same direction with a length of 1; nothing stays nothing. */
export function ofLengthOne(row: Float64Array): Float64Array {
  const length = lengthOf(row) || 1
  return row.map((each) => each / length)
}

/** A row times a square matrix, whose rows follow each other. */
export function times(row: Float64Array, matrix: Float64Array): Float64Array {
  const { length } = row
  const product = new Float64Array(length)
  for (let from = 0; from < length; from += 1) {
    const value = row[from] ?? 0
    if (value === 0) continue
    for (let to = 0; to < length; to += 1)
      product[to] = (product[to] ?? 0) + value * (matrix[from * length + to] ?? 0)
  }
  return product
}

/** Of pairs of rows the sum of the matrices that each makes: every number of the one times every number of the other. */
export function outer(rows: Float64Array[], others: Float64Array[], size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (const [at, row] of rows.entries()) {
    const other = others[at]
    if (!other) continue
    for (let from = 0; from < size; from += 1) {
      const value = row[from] ?? 0
      if (value === 0) continue
      for (let to = 0; to < size; to += 1)
        matrix[from * size + to] = (matrix[from * size + to] ?? 0) + value * (other[to] ?? 0)
    }
  }
  return matrix
}
