import { z } from 'zod'
import { spearman } from '#src/statistics/correlation.ts'
import { criticalZ } from '#src/statistics/distributions.ts'
import { LEAST_PAIRS, pairsFor } from './measure-link.ts'
import { scoreOf } from './score.ts'
import { type WeightSet, WHOLE } from './scorecard.ts'
import { monthBefore } from './scorecard-report.ts'
import type { Series } from './series.ts'

const share = z.object({ kpi: z.string(), weight: z.number() })

/** Why a KPI is to weigh more or less. */
const because = z.discriminatedUnion('because', [
  /** No persona had a number of it in its last three periods, or it is no KPI any more. */
  z.object({ kpi: z.string(), because: z.literal('silent') }),
  /** It went ahead of the outcome, one period before, over all personas: Spearman's ρ put together by Fisher's z. */
  z.object({
    kpi: z.string(),
    because: z.enum(['leads', 'misleads']),
    rho: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.number(),
  }),
])
export type Because = z.output<typeof because>

/** New weights for a scorecard, and what each persona's scores of the last months would have been by them. */
export const recalibration = z.object({
  scorecard: z.string(),
  version: z.number(),
  from: z.string(),
  before: z.array(share),
  after: z.array(share),
  because: z.array(because),
  preview: z.array(
    z.object({
      persona: z.string(),
      months: z.array(
        z.object({ month: z.string(), was: z.number().optional(), would: z.number().optional() }),
      ),
    }),
  ),
})
export type Recalibration = z.output<typeof recalibration>

/** A weight has to move so far before anybody is asked. */
const LEAST_MOVE = 5
const SILENT_FOR = 3
const PREVIEWED = 4

type Known = {
  weights: WeightSet
  outcome: string | undefined
  series: ReadonlyMap<string, Series>
  personas: string[]
  /** First day of the newest month that is over. */
  month: Temporal.PlainDate
}

/** New weights where some are warranted: each × (1 + ρ) where it led the outcome, × (1 − |ρ|) where it misled, × 0 where silent. */
export function recalibrate(
  known: Known,
): Pick<Recalibration, 'before' | 'after' | 'because' | 'preview'> | undefined {
  const { weights } = known
  const reasons = weights.kpis
    .filter(({ weight }) => weight > 0)
    .flatMap(({ kpi }) => reasonFor(kpi, known) ?? [])
  const factors = new Map(reasons.map((each) => [each.kpi, factorOf(each)]))
  const after = inWhole(
    weights.kpis.map(({ kpi, weight }) => ({ kpi, weight: weight * (factors.get(kpi) ?? 1) })),
  )
  const moved = after.some(({ kpi, weight }) => Math.abs(weight - weightIn(weights, kpi)) >= LEAST_MOVE)
  // Where nothing is known of any, something else is wrong than the weights.
  if (!moved || after.every(({ weight }) => weight === 0)) return undefined
  return { before: weights.kpis, after, because: reasons, preview: previewOf(after, known) }
}

const weightIn = ({ kpis }: Pick<WeightSet, 'kpis'>, slug: string): number =>
  kpis.find(({ kpi }) => kpi === slug)?.weight ?? 0

function factorOf(each: Because): number {
  if (each.because === 'silent') return 0
  return each.because === 'leads' ? 1 + Math.abs(each.rho) : 1 - Math.abs(each.rho)
}

function reasonFor(slug: string, known: Known): Because | undefined {
  const { series, outcome, personas } = known
  const its = series.get(slug)
  if (!its || isSilent(its, personas)) return { kpi: slug, because: 'silent' }
  const goal = outcome === undefined || outcome === slug ? undefined : series.get(outcome)
  const found = goal && pooled(its, goal, personas)
  if (!found || (found.low <= 0 && found.high >= 0)) return undefined
  return { kpi: slug, because: found.low > 0 ? 'leads' : 'misleads', ...found }
}

/** A KPI that can't be computed just now is not silent: it is mended first. */
function isSilent({ spans, of, fault }: Series, personas: string[]): boolean {
  const last = spans.slice(-SILENT_FOR).map(({ from }) => from.toString())
  return (
    fault === undefined &&
    personas.length > 0 &&
    !personas.some((persona) => last.some((period) => of.get(persona)?.get(period)?.value !== undefined))
  )
}

/** Each persona's ρ of going ahead of the outcome one period later, better with better; put together by Fisher's z. */
function pooled(its: Series, goal: Series, personas: string[]) {
  const sign = its.kpi.body.better === goal.kpi.body.better ? 1 : -1
  const each = personas.flatMap((persona) => {
    const pairs = pairsFor(persona, its, goal, 1)
    const found = pairs.length < LEAST_PAIRS ? undefined : spearman(pairs)
    if (!found || Math.abs(found.value) === 1) return []
    return [
      { z: Math.atanh(found.value * sign), sure: (found.n - 3) / (1 + found.value ** 2 / 2), n: found.n },
    ]
  })
  const sure = each.reduce((sum, one) => sum + one.sure, 0)
  if (sure === 0) return undefined
  const middle = each.reduce((sum, one) => sum + one.z * one.sure, 0) / sure
  const width = criticalZ(LEVEL) / Math.sqrt(sure)
  const n = each.reduce((sum, one) => sum + one.n, 0)
  return { rho: Math.tanh(middle), low: Math.tanh(middle - width), high: Math.tanh(middle + width), n }
}

/** Several KPIs are asked at once, so each has to be surer than alone. */
const LEVEL = 0.99

/** Whole numbers that are 100 in all, by the largest remainders; what is silent stays at 0. */
function inWhole(shares: { kpi: string; weight: number }[]): { kpi: string; weight: number }[] {
  const all = shares.reduce((sum, { weight }) => sum + weight, 0)
  if (all === 0) return shares
  const exact = shares.map(({ kpi, weight }) => ({ kpi, weight: (weight * WHOLE) / all }))
  const down = exact.map(({ weight }) => Math.floor(weight + 1e-9))
  const left = WHOLE - down.reduce((sum, weight) => sum + weight, 0)
  const byRemainder = exact
    .map(({ weight }, index) => ({ index, rest: weight - (down[index] ?? 0) }))
    .toSorted((a, b) => b.rest - a.rest)
  const up = new Set(byRemainder.slice(0, left).map(({ index }) => index))
  return exact.map(({ kpi }, index) => ({ kpi, weight: (down[index] ?? 0) + (up.has(index) ? 1 : 0) }))
}

function previewOf(
  after: Recalibration['after'],
  { weights, series, personas, month }: Known,
): Recalibration['preview'] {
  const months = [month.with({ day: 1 })]
  while (months.length < PREVIEWED) months.unshift(monthBefore(months[0] ?? month))
  return personas.map((persona) => ({
    persona,
    months: months.map((each) => {
      const was = scoreOf(persona, weights, series, each).value
      const would = scoreOf(persona, { ...weights, kpis: after }, series, each).value
      return {
        month: each.toString(),
        ...(was !== undefined && { was }),
        ...(would !== undefined && { would }),
      }
    }),
  }))
}
