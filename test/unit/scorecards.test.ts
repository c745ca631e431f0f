import { describe, expect, test } from 'vitest'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { periodsUpTo, periodWith } from '#src/kpis/kpi-period.ts'
import { scoreOf, standardised } from '#src/scorecards/score.ts'
import { weightsOn } from '#src/scorecards/scorecard.ts'
import type { Point, Series } from '#src/scorecards/series.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const OCTOBER = Temporal.PlainDate.from('2026-10-01')

const kpi = (slug: string): Entry<'kpi'> => {
  const found = library.entries.get(`kpi/${slug}`)
  if (found?.kind !== 'kpi') throw new Error(`There is no KPI ${slug}.`)
  return found as Entry<'kpi'>
}

/** A KPI of Carla's months or quarters up to October, the newest last; null: no number. */
function seriesOf(slug: string, values: (number | null)[], change: Partial<Point> = {}): [string, Series] {
  const its = kpi(slug)
  const { frequency } = its.body
  const spans = periodsUpTo(
    periodWith(frequency === 'monthly' ? OCTOBER : OCTOBER.subtract({ months: 1 }), frequency, 'UTC'),
    frequency,
    values.length,
  )
  const points = values.flatMap((value, index): [string, Point][] =>
    value === null
      ? []
      : [
          [
            spans[index]?.from.toString() ?? '',
            { n: 40, value, numerator: value * 40, denominator: 40, reconstructed: false, ...change },
          ],
        ],
  )
  return [slug, { kpi: its, spans, of: new Map([['carla', new Map(points)]]) }]
}

const weights = (kpis: Record<string, number>) => ({
  from: '2026-01-01',
  kpis: Object.entries(kpis).map(([slug, weight]) => ({ kpi: slug, weight })),
})

describe('a KPI in standard deviations of its own history', () => {
  test('is what a spreadsheet gives: (x − mean) / sample deviation', () => {
    expect(standardised(6, [1, 2, 3, 4, 5, 6])).toBeCloseTo(2.5 / Math.sqrt(3.5), 12)
  })

  test('counts three at most, and what leaves a history that never varied counts three', () => {
    expect(standardised(100, [1, 2, 3, 4, 5, 6])).toBe(3)
    expect(standardised(0.99, [1, 1, 1, 1, 1, 1])).toBe(-3)
    expect(standardised(0.1 + 0.2, [0.3, 0.3, 0.3, 0.3, 0.3, 0.3])).toBe(0)
  })
})

describe('a score', () => {
  const usual = [0.9, 0.92, 0.9, 0.92, 0.9, 0.92]
  const deviation = Math.sqrt(6 / 5) * 0.01

  test('is 50 plus ten points a standard deviation, weighted, and lower is better where it is so', () => {
    const series = new Map([
      seriesOf('retention', [...usual, 0.91 + deviation]),
      seriesOf('support-cost', [...usual, 0.91 + 2 * deviation]),
    ])
    const score = scoreOf('carla', weights({ retention: 60, 'support-cost': 40 }), series, OCTOBER)
    expect(score.value).toBeCloseTo(50 + 6 - 8, 9)
    expect(score.parts.map(({ moves }) => moves?.toFixed(3))).toEqual(['6.000', '-8.000'])
    expect(score.known).toBe(100)
  })

  test('gives the weight of what is missing to nobody, and says why it is missing', () => {
    const series = new Map([
      seriesOf('retention', [...usual, 0.91 + deviation]),
      seriesOf('expansion', [...usual, null]),
      seriesOf('csat', [...usual.slice(1), 0.9]),
    ])
    const of = weights({ retention: 60, expansion: 20, csat: 15, churn: 5 })
    const score = scoreOf('carla', of, series, OCTOBER)
    expect(score.value).toBeCloseTo(56, 9)
    expect(score.known).toBe(60)
    expect(score.parts.map(({ missing }) => missing)).toEqual([
      undefined,
      { because: 'nothing' },
      { because: 'no history', periods: 5 },
      { because: 'retired' },
    ])
  })

  test('is none where less than half of the weight is known, as of somebody who has no number at all', () => {
    const series = new Map([seriesOf('retention', [...usual, 0.95]), seriesOf('csat', [...usual, null])])
    const of = weights({ retention: 49, csat: 51 })
    expect(scoreOf('carla', of, series, OCTOBER).value).toBeUndefined()
    expect(scoreOf('nobody', of, series, OCTOBER)).toMatchObject({ known: 0, parts: [{}, {}] })
  })

  test('takes a quarterly KPI from the newest quarter that is over', () => {
    const series = new Map([seriesOf('win-rate', [...usual, 0.91])])
    const [part] = scoreOf('carla', weights({ 'win-rate': 100 }), series, OCTOBER).parts
    expect(part?.span?.from.toString()).toBe('2026-07-01')
    expect(part?.z).toBeCloseTo(0, 9)
  })

  test('passes over months without data, and counts none that was worked out from a snapshot', () => {
    const gap = new Map([seriesOf('retention', [0.9, 0.92, null, 0.9, 0.92, 0.9, null, 0.92, 0.91])])
    expect(scoreOf('carla', weights({ retention: 100 }), gap, OCTOBER).value).toBeCloseTo(50, 9)
    const worked = new Map([seriesOf('retention', [...usual, 0.91], { reconstructed: true })])
    const [part] = scoreOf('carla', weights({ retention: 100 }), worked, OCTOBER).parts
    expect(part?.missing).toEqual({ because: 'reconstructed' })
  })
})

describe('weights', () => {
  const body = KINDS.scorecard.read({
    functions: ['sales'],
    weights: [
      { from: '2026-07-01', kpis: [{ kpi: 'retention', weight: 100 }] },
      { from: '2026-01-01', kpis: [{ kpi: 'win-rate', weight: 100 }] },
    ],
    reasons: [{ id: 'r1', text: 'Because' }],
  }).body
  const on = (day: string) => weightsOn(body, Temporal.PlainDate.from(day))?.kpis[0]?.kpi

  test('hold from their day on, so that an old report keeps its own', () => {
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(on)).toEqual([
      undefined,
      'win-rate',
      'win-rate',
      'retention',
    ])
  })

  test('are 100 in all, each KPI and each day once', () => {
    const said: string[] = []
    const wrong = {
      ...body,
      functions: [],
      weights: [
        { from: '2026-01-01', kpis: [{ kpi: 'retention', weight: 60 }] },
        {
          from: '2026-01-01',
          kpis: [
            { kpi: 'churn', weight: 50 },
            { kpi: 'churn', weight: 50 },
          ],
        },
      ],
    }
    KINDS.scorecard.check(wrong, (path, expected) => said.push(`${path.join('.')}: ${expected}`))
    expect(said).toEqual([
      'functions: the function that it is for',
      'weights: one set of weights a day',
      'weights.0.kpis: weights of 100 in all, not 60',
      'weights.1.kpis: each KPI once',
    ])
  })
})
