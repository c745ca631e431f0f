/** Rows of numbers. */
export type Points = number[][]

/**
 * The mean silhouette width (Rousseeuw 1987) of points in groups 0 to k − 1: how much nearer each is to its own group
 * than to the next one, from −1 to 1. A point that is alone counts 0. Takes time with the square of the points.
 */
export function silhouetteOf(points: Points, groups: ArrayLike<number>, k: number): number {
  const sizes = Array.from({ length: k }, () => 0)
  for (let index = 0; index < points.length; index += 1)
    sizes[groups[index] ?? 0] = (sizes[groups[index] ?? 0] ?? 0) + 1
  const widths = points.map((point, index) => {
    const sums = Array.from({ length: k }, () => 0)
    for (const [other, its] of points.entries())
      sums[groups[other] ?? 0] = (sums[groups[other] ?? 0] ?? 0) + distance(point, its)
    return widthOf(sums, sizes, groups[index] ?? 0)
  })
  return widths.reduce((sum, width) => sum + width, 0) / widths.length
}

function widthOf(sums: number[], sizes: number[], own: number): number {
  const size = sizes[own] ?? 0
  if (size < 2) return 0
  const inside = (sums[own] ?? 0) / (size - 1)
  const outside = Math.min(
    ...sums.flatMap((sum, group) => (group === own || !sizes[group] ? [] : [sum / sizes[group]])),
  )
  return Number.isFinite(outside) ? (outside - inside) / Math.max(inside, outside) : 0
}

function distance(one: number[], other: number[]): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += ((one[index] ?? 0) - (other[index] ?? 0)) ** 2
  return Math.sqrt(sum)
}
