import type { Entry } from '#src/knowledge/entry.ts'
import type { MonthSums } from '#src/kpis/month-close.ts'
import { rangeOf } from '#src/kpis/range.ts'
import { type JudgedRules, LEAST_N, measure, standingsOf } from '#src/kpis/review.ts'
import { type Judged, SHIFTING_KPIS } from './finding.ts'

/** A share moves a little every month: less than a point of all customers outside its range is no drift. */
const LEAST_SHIFT = 0.01

/** A persona's share of the customers of the newest month, against its own months before; the oldest first. */
export function judgeDrift(persona: string, months: { month: string; rows: MonthSums[] }[]): Judged[] {
  const shares = months.flatMap(({ month, rows }) => {
    const of = rows.reduce((sum, { n }) => sum + n, 0)
    const n = rows.find((row) => row.persona === persona)?.n ?? 0
    const counts = of >= LEAST_N && !rows.some(({ reconstructed }) => reconstructed)
    return counts ? [{ month, n, of, value: n / of }] : []
  })
  const now = shares.at(-1)
  const range = rangeOf(shares.slice(0, -1), 1)
  if (!now || !range || now.month !== months.at(-1)?.month) return []
  const judged = { kind: 'drift', persona } as const
  const { month, n, of, value } = now
  const side = value < range.low ? 'below' : 'above'
  const beyond = side === 'below' ? range.low - value : value - range.high
  return [beyond < LEAST_SHIFT ? judged : { ...judged, facts: { ...judged, month, n, of, side, range } }]
}

/** A persona's KPIs of the newest month, against its own months before: the first that is beyond them. */
export function judgeMetric(
  persona: string,
  months: { month: string; rows: MonthSums[] }[],
  rules: JudgedRules = {},
): Judged[] {
  const last = months.at(-1)
  const n = last?.rows.find((row) => row.persona === persona)?.n ?? 0
  const standings = standingsOf(persona, months, rules)
  const known = SHIFTING_KPIS.flatMap((kpi) => {
    const stands = standings[kpi]
    return stands && stands.state !== 'no history' ? [{ kpi, stands }] : []
  })
  if (!last || known.length === 0) return []
  const judged = { kind: 'metric', persona } as const
  for (const { kpi, stands } of known) {
    const value = measured(persona, last.rows)?.[kpi]?.value
    if (stands.state !== 'breached' || value === undefined) continue
    const { range: usual, run } = stands
    return [{ ...judged, facts: { ...judged, kpi, month: last.month, value, n, run, range: usual } }]
  }
  return [judged]
}

const measured = (persona: string, rows: MonthSums[]) => {
  const row = rows.find((each) => each.persona === persona)
  return row && measure(row)
}

/** How many became customers in a month, and how many of them still paid three months later. */
export type Cohort = { persona: string | null; month: string; n: number; retained: number }
const COHORT_MONTHS = 3

/** Cohorts of three months each, the newest against those before; `months` are all of them, the oldest first. */
export function judgeCohorts(persona: string, cohorts: Cohort[], months: string[]): Judged[] {
  const windows = months.slice(COHORT_MONTHS - 1).flatMap((to, index) => {
    const within = months.slice(index, index + COHORT_MONTHS)
    const mine = cohorts.filter((each) => each.persona === persona && within.includes(each.month))
    const n = mine.reduce((sum, each) => sum + each.n, 0)
    const retained = mine.reduce((sum, each) => sum + each.retained, 0)
    return n < LEAST_N ? [] : [{ month: to, from: within[0] ?? to, n, retained, value: retained / n }]
  })
  const now = windows.at(-1)
  const range = rangeOf(windows.slice(0, -1), 1)
  if (!now || !range || now.month !== months.at(-1)) return []
  const judged = { kind: 'cohorts', persona } as const
  const { from, month: to, n, retained, value } = now
  return [value >= range.low ? judged : { ...judged, facts: { ...judged, from, to, n, retained, range } }]
}

/** Verdicts about a persona: how many in all, and how many said that it didn't work; lately and in the year before. */
export type Verdicts = { persona: string; of: number; failed: number; ofBefore: number; failedBefore: number }
const LEAST_VERDICTS = 10
const WORSE_BY = 0.2

export function judgeMisses({ persona, ...counts }: Verdicts): Judged[] {
  const { of, failed, ofBefore, failedBefore } = counts
  if (of < LEAST_VERDICTS || ofBefore < LEAST_VERDICTS) return []
  const judged = { kind: 'misses', persona } as const
  const worse = failed / of - failedBefore / ofBefore >= WORSE_BY
  return [worse ? { ...judged, facts: { ...judged, ...counts } } : judged]
}

const REVIEW_MONTHS = 18

/** A persona that nobody has verified or changed for a year and a half. */
export function judgeReview({ slug, since, verifiedAt }: Entry, now: Temporal.ZonedDateTime): Judged[] {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(now.timeZoneId).toPlainDate()
  const limit = now.toPlainDate().subtract({ months: REVIEW_MONTHS })
  const isOld = (on: Temporal.PlainDate | undefined) => !on || Temporal.PlainDate.compare(on, limit) < 0
  const [changedOn, verifiedOn] = [day(since), verifiedAt && day(verifiedAt)]
  const judged = { kind: 'unreviewed', persona: slug } as const
  if (!isOld(changedOn) || !isOld(verifiedOn)) return [judged]
  const verified = verifiedOn && { verifiedOn: verifiedOn.toString() }
  return [{ ...judged, facts: { ...judged, changedOn: changedOn.toString(), ...verified } }]
}

/** Answers of 90 days: how many, which personas they used, and whether there were answers before. */
export type Use = { answers: number; before: boolean; personas: string[] }
export const UNUSED_DAYS = 90

/** A persona that is older than that, and that no answer used. */
export function judgeUse({ slug, since }: Entry, use: Use, now: Temporal.Instant): Judged[] {
  const old = Temporal.Instant.compare(since, now.subtract({ hours: UNUSED_DAYS * 24 })) < 0
  if (!old || !use.before || use.answers === 0) return []
  const judged = { kind: 'unused', persona: slug } as const
  const unused = !use.personas.includes(slug)
  return [unused ? { ...judged, facts: { ...judged, answers: use.answers } } : judged]
}
