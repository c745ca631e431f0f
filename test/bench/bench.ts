/** One measured figure; a ratio against a named peer where `peer` says which. `bound` is what it has to keep. */
export type Figure = { figure: string; value: number; unit: string; peer?: string; bound?: string }

/** A benchmark: one file, and one line in main.ts. It compares within one run, never against the clock of another. */
export type Bench = { name: string; measures: string; run(): Promise<Figure[]> }

/** The value below which this share of the sorted samples lies; 0.5 is the median. */
export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const megabytes = (bytes: number): number => bytes / 1024 / 1024

/** mulberry32: small, fast, the same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
