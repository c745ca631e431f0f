import { chiSquareTail } from './distributions.ts'
import { solve } from './solve.ts'
import { type Duration, type LifeTable, lifeTable } from './survival.ts'

/** What a group lived through, against what it would have if all groups were alike. */
type RankedGroup = { name: string; n: number; observed: number; expected: number }

export type LogRank = {
  groups: RankedGroup[]
  /** Covariance of observed − expected between the groups. */
  covariance: number[][]
  /** Undefined where fewer than two groups were ever at risk of anything. */
  statistic: number | undefined
  df: number
  p: number | undefined
}

/** The log-rank test of k groups (Mantel 1966, Peto and Peto 1972), as R's survdiff. */
export function logRank(groups: ReadonlyMap<string, Duration[]>): LogRank {
  const counted = [...groups].map(([name, durations]) => ({ name, n: durations.length, durations }))
  const times = lifeTable(counted.flatMap(({ durations }) => durations))
  const tables = counted.map(({ durations }) => onTimes(lifeTable(durations), times))
  return logRankOf(counted.map(({ name, n }, index) => ({ name, n, table: tables[index] ?? [] })))
}

/** A group's own table at the times of all, whether anything happened to it then or not. */
function onTimes(own: LifeTable, times: LifeTable): LifeTable {
  let at = 0
  return times.map(({ time }, index) => {
    const next = times[index + 1]?.time ?? Number.POSITIVE_INFINITY
    const atRisk = own[at]?.atRisk ?? 0
    const row = { time, atRisk, events: 0, censored: 0 }
    for (let its = own[at]; its !== undefined && its.time < next; its = own[at]) {
      row.events += its.events
      row.censored += its.censored
      at += 1
    }
    return row
  })
}

/** The same from counts: each group's table has a row for every time of any group, in the same order. */
export function logRankOf(groups: { name: string; n: number; table: LifeTable }[]): LogRank {
  const size = groups.length
  const expected = new Array<number>(size).fill(0)
  const covariance = groups.map(() => new Array<number>(size).fill(0))
  for (let at = 0; at < (groups[0]?.table.length ?? 0); at += 1) {
    const risks = groups.map(({ table }) => table[at]?.atRisk ?? 0)
    const [risk, events] = [sumOf(risks), sumOf(groups.map(({ table }) => table[at]?.events ?? 0))]
    if (events === 0) continue
    const spread = risk > 1 ? (events * (risk - events)) / (risk - 1) : 0
    for (const [i, its] of risks.entries()) {
      expected[i] = (expected[i] ?? 0) + (events * its) / risk
      const row = covariance[i] ?? []
      for (const [j, other] of risks.entries())
        row[j] = (row[j] ?? 0) + spread * (its / risk) * ((i === j ? 1 : 0) - other / risk)
    }
  }
  const ranked = groups.map(({ name, n, table }, index) => ({
    name,
    n,
    observed: sumOf(table.map(({ events }) => events)),
    expected: expected[index] ?? 0,
  }))
  return { groups: ranked, covariance, ...tested(ranked, covariance) }
}

const sumOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)

/** One group follows from the others, so it is left out; so are groups that nothing could have happened to. */
function tested(groups: RankedGroup[], covariance: number[][]): Pick<LogRank, 'statistic' | 'df' | 'p'> {
  const counting = groups.flatMap(({ expected }, index) => (expected > 0 ? [index] : []))
  const df = Math.max(0, counting.length - 1)
  const kept = counting.slice(1)
  const differences = kept.map((at) => (groups[at]?.observed ?? 0) - (groups[at]?.expected ?? 0))
  const solved = solve(
    kept.map((row) => kept.map((column) => covariance[row]?.[column] ?? 0)),
    differences,
  )
  if (df === 0 || !solved) return { statistic: undefined, df, p: undefined }
  const statistic = sumOf(solved.map((value, index) => value * (differences[index] ?? 0)))
  return { statistic, df, p: chiSquareTail(statistic, df) }
}
