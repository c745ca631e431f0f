/** The same cases put into groups twice, a group's number for each case. */
type Partition = ArrayLike<number>

/**
 * How far two partitions agree beyond chance (Hubert and Arabie 1985): 1 is the same, 0 is what chance gives. Undefined
 * where one of them has a single group or every case its own, in both alike.
 */
export function adjustedRand(one: Partition, other: Partition): number | undefined {
  const n = one.length
  const cells = new Map<string, number>()
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()]
  for (let index = 0; index < n; index += 1) {
    const [row = 0, column = 0] = [one[index], other[index]]
    const cell = `${row}/${column}`
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
    rows.set(row, (rows.get(row) ?? 0) + 1)
    columns.set(column, (columns.get(column) ?? 0) + 1)
  }
  const together = pairsIn(cells.values())
  const [a, b] = [pairsIn(rows.values()), pairsIn(columns.values())]
  const expected = (a * b) / pairs(n)
  const most = (a + b) / 2
  return most === expected ? undefined : (together - expected) / (most - expected)
}

const pairs = (n: number): number => (n * (n - 1)) / 2
const pairsIn = (counts: Iterable<number>): number =>
  [...counts].reduce((sum, count) => sum + pairs(count), 0)

/**
 * For each group of one partition the Jaccard similarity, shared / either, of the group of the other that is most like it
 * (Hennig 2007, where 0.75 and more is a stable cluster).
 */
export function bestJaccard(one: Partition, other: Partition, groups: number): number[] {
  const shared = Array.from({ length: groups }, () => new Map<number, number>())
  const [sizes, others] = [new Map<number, number>(), new Map<number, number>()]
  for (let index = 0; index < one.length; index += 1) {
    const [group = 0, match = 0] = [one[index], other[index]]
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
    others.set(match, (others.get(match) ?? 0) + 1)
    const its = shared[group]
    its?.set(match, (its.get(match) ?? 0) + 1)
  }
  return shared.map((its, group) =>
    Math.max(
      0,
      ...[...its].map(([match, both]) => both / ((sizes.get(group) ?? 0) + (others.get(match) ?? 0) - both)),
    ),
  )
}
