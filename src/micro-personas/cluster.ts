import { setImmediate } from 'node:timers/promises'
import { adjustedRand, bestJaccard } from '#src/statistics/partition.ts'
import { type Random, seeded } from '#src/statistics/random.ts'
import { silhouetteOf } from '#src/statistics/silhouette.ts'
import { ungrouped } from './null-model.ts'

/** Groups that hold: where each has its middle, and how well they stand apart. */
export type Clustering = {
  centroids: number[][]
  /** The mean silhouette width of all, and the largest that the same without groups came to. */
  silhouette: number
  without: number
  /** How well each group is found again in resamples, by the mean Jaccard similarity; and all of them, by adjusted Rand. */
  jaccard: number[]
  rand: number
}

const LARGEST_K = 4
/** Below it there is no structure to speak of (Kaufman and Rousseeuw 1990). */
const LEAST_SILHOUETTE = 0.25
const MEASURED = 300
/** Better than all of so many: by chance in one of twenty cases. */
const NULLS = 19
const RESAMPLES = 20
const SEED = 7

/**
 * K-means with as many groups as the silhouette speaks for. Undefined where there are no groups: where they stand apart
 * no better than the same customers would without groups. `rows` are standardised.
 */
export async function clusterOf(rows: number[][]): Promise<Clustering | undefined> {
  if (rows.length < 2 * LARGEST_K || (rows[0]?.length ?? 0) < 2) return undefined
  const random = seeded(SEED)
  const best = await bestSplit(rows, random)
  if (best.silhouette < LEAST_SILHOUETTE) return undefined
  const draw = ungrouped(rows)
  let without = Number.NEGATIVE_INFINITY
  for (let index = 0; index < NULLS; index += 1) {
    without = Math.max(without, (await bestSplit(draw(random), random)).silhouette)
    if (without >= best.silhouette) return undefined
    await setImmediate()
  }
  return { ...best, without, ...(await stabilityOf(rows, best.centroids, random)) }
}

type Split = { centroids: number[][]; silhouette: number }

async function bestSplit(rows: number[][], random: Random): Promise<Split> {
  const drawn = drawnFrom(rows, MEASURED, random)
  let best: Split = { centroids: [], silhouette: Number.NEGATIVE_INFINITY }
  for (let k = 2; k <= LARGEST_K; k += 1) {
    const centroids = await middles(rows, k, random)
    const groups = drawn.map((row) => nearest(row, centroids))
    const silhouette = silhouetteOf(drawn, groups, k)
    if (silhouette > best.silhouette) best = { centroids, silhouette }
  }
  return best
}

async function middles(rows: number[][], k: number, random: Random): Promise<number[][]> {
  // Loaded when somebody looks for groups, which is seldom.
  const { kmeans } = await import('ml-kmeans')
  const seed = Math.floor(random() * 2 ** 31)
  return kmeans(rows, k, { seed, initialization: 'kmeans++', maxIterations: 50 }).centroids
}

/** The group that a row is nearest to. */
export function nearest(row: number[], centroids: number[][]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [group, middle] of centroids.entries()) {
    let far = 0
    for (let index = 0; index < row.length; index += 1) far += ((row[index] ?? 0) - (middle[index] ?? 0)) ** 2
    if (far < least) [best, least] = [group, far]
  }
  return best
}

/** Groups anew in bootstrap resamples, and puts all rows into those (Hennig 2007). */
async function stabilityOf(
  rows: number[][],
  centroids: number[][],
  random: Random,
): Promise<Pick<Clustering, 'jaccard' | 'rand'>> {
  const own = rows.map((row) => nearest(row, centroids))
  const k = centroids.length
  const sums = centroids.map(() => 0)
  let rand = 0
  for (let index = 0; index < RESAMPLES; index += 1) {
    const resample = rows.map(() => rows[Math.floor(random() * rows.length)] ?? [])
    const again = await middles(resample, k, random)
    const groups = rows.map((row) => nearest(row, again))
    for (const [group, its] of bestJaccard(own, groups, k).entries()) sums[group] = (sums[group] ?? 0) + its
    rand += adjustedRand(own, groups) ?? 0
    await setImmediate()
  }
  return { jaccard: sums.map((sum) => sum / RESAMPLES), rand: rand / RESAMPLES }
}

/** So many of them at random, or all where there are fewer. */
export function drawnFrom<T>(all: T[], most: number, random: Random): T[] {
  if (all.length <= most) return all
  const rest = [...all]
  for (let index = 0; index < most; index += 1) {
    const other = index + Math.floor(random() * (rest.length - index))
    const [one, two] = [rest[index] as T, rest[other] as T]
    rest[index] = two
    rest[other] = one
  }
  return rest.slice(0, most)
}
