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
