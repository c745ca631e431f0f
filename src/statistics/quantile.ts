/** Between its neighbours, as R's default (type 7). */
export function quantileOf(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low === high ? low : low + (high - low) * (at - Math.floor(at))
}
