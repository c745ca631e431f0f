import { seeded } from '#src/statistics/random.ts'
import { clusterOf, drawnFrom, nearest } from './cluster.ts'
import type { Emerging } from './group.ts'
import { type Doer, differencesOf, tableOf } from './traits.ts'

const LEAST_SIZE = 30
const LEAST_SHARE = 0.05
/** A stable cluster by Hennig (2007). */
const LEAST_STABLE = 0.75
const MOST_CLUSTERED = 800
const SEED = 11
/** Of a group among all, so many tagged alike make it a persona that there is. */
const MOST_OF_ONE = 0.8

/**
 * Groups inside each persona and among all customers that stand apart, hold in resamples, are large enough and differ much
 * in at least two things. The largest group of a split is the persona itself.
 */
export async function emergingIn(doers: Doer[]): Promise<Emerging[]> {
  const groups = Map.groupBy(doers, ({ persona }) => persona)
  const found: Emerging[] = []
  for (const its of groups.values()) found.push(...(await groupsIn(its, 'persona')))
  if (groups.size < 2) return found
  const across = await groupsIn(doers, 'all')
  return [...found, ...across.filter(({ tagged, n }) => (tagged[0]?.n ?? 0) < MOST_OF_ONE * n)]
}

async function groupsIn(doers: Doer[], among: Emerging['among']): Promise<Emerging[]> {
  const least = Math.max(LEAST_SIZE, LEAST_SHARE * doers.length)
  if (doers.length < 2 * least) return []
  const table = tableOf(doers)
  const clustering = await clusterOf(drawnFrom(table.rows, MOST_CLUSTERED, seeded(SEED)))
  if (!clustering) return []
  const { centroids, jaccard, silhouette, without, rand } = clustering
  const groupOf = table.rows.map((row) => nearest(row, centroids))
  const sizes = centroids.map((_, group) => groupOf.filter((each) => each === group).length)
  const largest = sizes.indexOf(Math.max(...sizes))
  return centroids.flatMap((_, group): Emerging[] => {
    const n = sizes[group] ?? 0
    const stable = jaccard[group] ?? 0
    if (group === largest || n < least || stable < LEAST_STABLE) return []
    const traits = differencesOf(doers, (index) => groupOf[index] === group, table.traits)
    const tagged = countedBy(doers.filter((_, index) => groupOf[index] === group))
    const [most] = tagged
    if (traits.length < 2 || !most) return []
    const measured = { silhouette, without, jaccard: stable, rand }
    return [{ persona: most.persona, among, tagged, n, of: doers.length, ...measured, traits }]
  })
}

function countedBy(doers: Doer[]): Emerging['tagged'] {
  const groups = Map.groupBy(doers, ({ persona }) => persona)
  return [...groups]
    .map(([persona, its]) => ({ persona, n: its.length }))
    .toSorted((a, b) => b.n - a.n || a.persona.localeCompare(b.persona))
}
