import { adjusted } from '#src/statistics/adjust.ts'
import { type LogRank, logRankOf } from '#src/statistics/log-rank.ts'
import type { Renewals } from '#src/statistics/sbg.ts'
import { type CurvePoint, kaplanMeier } from '#src/statistics/survival.ts'
import { lifeTableOf } from './observed-stay.ts'

/** How many of a persona's customers stay, by age in months: Kaplan and Meier, with Greenwood's intervals. */
export type Curve = { persona: string; n: number; points: CurvePoint[] }

/** Whether two personas differ in how long they stay; p corrected for how many pairs there are (Holm). */
export type Pair = { one: string; other: string; p: number }

type Group = { persona: string; n: number; renewals: Renewals[] }

/** The interval is made on ln(−ln S), which holds for a curve near 1, too. */
export const curveOf = ({ persona, n, renewals }: Group): Curve => ({
  persona,
  n,
  points: kaplanMeier(lifeTableOf(renewals), { type: 'log-log' }),
})

/** The log-rank test by age; undefined where fewer than two have an age. */
export function testOf(groups: Group[]): Pick<LogRank, 'statistic' | 'df' | 'p'> | undefined {
  const known = groups.filter(({ renewals }) => renewals.length > 0)
  if (known.length < 2) return undefined
  const times = [...new Set(known.flatMap(({ renewals }) => renewals.map(({ age }) => age)))].toSorted(
    (a, b) => a - b,
  )
  const { statistic, df, p } = logRankOf(
    known.map(({ persona, n, renewals }) => {
      const rows = new Map(lifeTableOf(renewals).map((row) => [row.time, row]))
      return {
        name: persona,
        n,
        table: times.map((time) => rows.get(time) ?? { time, atRisk: 0, events: 0, censored: 0 }),
      }
    }),
  )
  return { statistic, df, p }
}

/** Each two of them. */
export function pairsOf(groups: Group[]): Pair[] {
  const pairs = groups.flatMap((one, index) =>
    groups.slice(index + 1).flatMap((other) => {
      const p = testOf([one, other])?.p
      return p === undefined ? [] : [{ one: one.persona, other: other.persona, p }]
    }),
  )
  const values = adjusted(
    pairs.map(({ p }) => p),
    'holm',
  )
  return pairs.map((pair, index) => ({ ...pair, p: values[index] ?? pair.p }))
}

/** How many were left after so many months; undefined where nobody was watched for as long. */
export function leftAfter({ points }: Pick<Curve, 'points'>, months: number): CurvePoint | undefined {
  const last = points.at(-1)?.time ?? 0
  return last >= months ? points.findLast(({ time }) => time <= months) : undefined
}
