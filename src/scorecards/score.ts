import type { Entry } from '#src/knowledge/entry.ts'
import { LEAST_HISTORY, WINDOW } from '#src/kpis/range.ts'
import type { Span } from '#src/kpis/sql-text.ts'
import { type WeightSet, WHOLE } from './scorecard.ts'
import { historyBefore, type Point, periodBy, type Series } from './series.ts'

/** As a persona usually is; and the points of one standard deviation. */
export const USUAL = 50
const POINTS = 10
/** One KPI counts no further than so many standard deviations: a single freak doesn't make a score. */
const FURTHEST = 3
/** Below so much weight of what is known there is no score. */
export const LEAST_KNOWN = 50

/** Why a KPI adds nothing to a score; what it weighs is given to no other. */
type Missing =
  | { because: 'nothing' | 'not for them' | 'retired' | 'not computable' | 'reconstructed' }
  | { because: 'too few'; n: number }
  | { because: 'no history'; periods: number }

/** One KPI of one persona's score. */
export type ScorePart = {
  slug: string
  kpi: Entry<'kpi'> | undefined
  weight: number
  /** The period that its number is of. */
  span: Span | undefined
  point?: Point
  /** Standard deviations from its own mean, positive where better. */
  z?: number
  /** What it moves the score by. */
  moves?: number
  missing?: Missing
}

export type Score = { persona: string; value?: number; known: number; parts: ScorePart[] }

/**
 * A persona's score of a month: 50 + 10 × Σ weight × z / 100. Of each KPI z is how many standard deviations it lies from
 * the mean of its own last twelve periods (at least six), upwards where that is better, at most 3. A KPI without a
 * number moves nothing, and no other takes its weight.
 */
export function scoreOf(
  persona: string,
  weights: WeightSet,
  series: ReadonlyMap<string, Series>,
  month: Temporal.PlainDate,
): Score {
  const parts = weights.kpis.map(({ kpi, weight }) =>
    partOf(persona, { slug: kpi, weight }, series.get(kpi), month),
  )
  const known = sum(parts.map(({ weight, z }) => (z === undefined ? 0 : weight)))
  const moved = sum(parts.map(({ moves }) => moves ?? 0))
  return { persona, known, parts, ...(known >= LEAST_KNOWN && { value: USUAL + moved }) }
}

const sum = (values: number[]): number => values.reduce((all, each) => all + each, 0)

function partOf(
  persona: string,
  { slug, weight }: { slug: string; weight: number },
  series: Series | undefined,
  month: Temporal.PlainDate,
): ScorePart {
  const known = series && { kpi: series.kpi, span: spanOf(series, month) }
  const part = { slug, weight, kpi: known?.kpi, span: known?.span }
  if (!series || !part.span) return { ...part, missing: { because: 'retired' } }
  if (series.fault) return { ...part, missing: { because: 'not computable' } }
  const { personas, better } = series.kpi.body
  if (personas.length > 0 && !personas.includes(persona))
    return { ...part, missing: { because: 'not for them' } }
  const period = part.span.from.toString()
  const point = series.of.get(persona)?.get(period)
  if (!point) return { ...part, missing: { because: 'nothing' } }
  if (point.value === undefined) return { ...part, point, missing: tooFew(point) }
  if (point.reconstructed) return { ...part, point, missing: { because: 'reconstructed' } }
  const history = historyBefore(series, persona, period).slice(-WINDOW)
  if (history.length < LEAST_HISTORY)
    return { ...part, point, missing: { because: 'no history', periods: history.length } }
  const z = standardised(point.value, history) * (better === 'higher' ? 1 : -1)
  return { ...part, point, z, moves: (POINTS * weight * z) / WHOLE }
}

const tooFew = ({ n }: Point): Missing => (n === 0 ? { because: 'nothing' } : { because: 'too few', n })

const spanOf = ({ kpi, spans }: Series, month: Temporal.PlainDate): Span | undefined => {
  const { from } = periodBy(kpi, month, spans[0]?.zone ?? 'UTC')
  return spans.find((span) => span.from.equals(from))
}

/** Standard deviations of a sample from its mean; what leaves a history that never varied is as far as counts. */
export function standardised(value: number, history: number[]): number {
  const mean = sum(history) / history.length
  const deviation = Math.sqrt(sum(history.map((each) => (each - mean) ** 2)) / (history.length - 1))
  const away = value - mean
  const exact = 1e-9 * Math.max(Math.abs(mean), Math.abs(value), 1e-9)
  if (deviation <= exact) return Math.abs(away) <= exact ? 0 : FURTHEST * Math.sign(away)
  return Math.max(-FURTHEST, Math.min(FURTHEST, away / deviation))
}
