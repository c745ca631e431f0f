import { describe, expect, test } from 'vitest'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { periodsUpTo, periodWith } from '#src/kpis/kpi-period.ts'
import { recalibrate } from '#src/scorecards/recalibration.ts'
import { scoreOf } from '#src/scorecards/score.ts'
import type { Point, Series } from '#src/scorecards/series.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const OCTOBER = Temporal.PlainDate.from('2026-10-01')
const PERSONAS = ['carla', 'finn']

function kpi(slug: string): Entry<'kpi'> {
  const found = library.entries.get(`kpi/${slug}`)
  if (!found || !isKind(found, 'kpi')) throw new Error(`There is no KPI ${slug}.`)
  return found
}

/** The same numbers up to October for each persona. */
function seriesOf(slug: string, values: (number | undefined)[]): [string, Series] {
  const its = kpi(slug)
  const spans = periodsUpTo(periodWith(OCTOBER, 'monthly', 'UTC'), 'monthly', values.length)
  const points = new Map(
    spans.flatMap(({ from }, index): [string, Point][] => {
      const value = values[index]
      const of = { n: 50, numerator: 1, denominator: 1, reconstructed: false }
      return value === undefined ? [] : [[from.toString(), { ...of, value }]]
    }),
  )
  return [slug, { kpi: its, spans, of: new Map(PERSONAS.map((persona) => [persona, points])) }]
}

/** Up and down in no order that repeats. */
const noise = (seed: number) => Array.from({ length: 30 }, (_, index) => Math.sin((index + 1) * seed) + 2)
const goal = noise(2.3)
const weights = (kpis: Record<string, number>) => ({
  from: '2026-01-01',
  kpis: Object.entries(kpis).map(([slug, weight]) => ({ kpi: slug, weight })),
})
const of = (
  kpis: Record<string, number>,
  series: [string, Series][],
  outcome: string | undefined = 'retention',
) =>
  recalibrate({
    weights: weights(kpis),
    outcome,
    series: new Map(series),
    personas: PERSONAS,
    month: OCTOBER,
  })

describe('a recalibration', () => {
  const ahead = [...goal.slice(1), 2].map((value, index) => value + 0.3 * (noise(7.7)[index] ?? 0))

  test('gives a KPI that went ahead of the outcome more, where lower is better the other way round', () => {
    const led = [seriesOf('retention', goal), seriesOf('csat', ahead), seriesOf('churn', noise(1.1))]
    const found = of({ csat: 40, churn: 40, retention: 20 }, led)
    expect(found?.because).toMatchObject([{ kpi: 'csat', because: 'leads', n: 58 }])
    const rho = found?.because[0] && 'rho' in found.because[0] ? found.because[0].rho : 0
    expect(rho).toBeGreaterThan(0.5)
    const whole = 40 * (1 + rho) + 60
    expect(found?.after.map(({ weight }) => weight).reduce((sum, each) => sum + each, 0)).toBe(100)
    expect(Math.abs((found?.after[0]?.weight ?? 0) - (4000 * (1 + rho)) / whole)).toBeLessThanOrEqual(1)
    const lower = [
      seriesOf('retention', goal),
      seriesOf('support-cost', ahead),
      seriesOf('churn', noise(1.1)),
    ]
    expect(of({ 'support-cost': 40, churn: 40, retention: 20 }, lower)?.because).toMatchObject([
      { kpi: 'support-cost', because: 'misleads' },
    ])
  })

  test('shows what each persona’s last months would have been', () => {
    const series = [seriesOf('retention', goal), seriesOf('csat', ahead), seriesOf('churn', noise(1.1))]
    const found = of({ csat: 40, churn: 40, retention: 20 }, series)
    expect(found?.preview.map(({ persona, months }) => [persona, months.map(({ month }) => month)])).toEqual(
      PERSONAS.map((persona) => [persona, ['2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01']]),
    )
    const october = found?.preview[0]?.months[3]
    const by = (kpis: { kpi: string; weight: number }[]) =>
      scoreOf('carla', { from: '2026-01-01', kpis }, new Map(series), OCTOBER).value
    expect(october).toEqual({
      month: '2026-10-01',
      was: by(found?.before ?? []),
      would: by(found?.after ?? []),
    })
  })

  test('takes the weight of what has been silent for three periods, by everybody', () => {
    const silent = [...noise(3.1).slice(3), undefined, undefined, undefined]
    const found = of({ csat: 30, retention: 70 }, [seriesOf('retention', goal), seriesOf('csat', silent)])
    expect(found).toMatchObject({
      because: [{ kpi: 'csat', because: 'silent' }],
      after: [
        { kpi: 'csat', weight: 0 },
        { kpi: 'retention', weight: 100 },
      ],
    })
    const again = [...noise(3.1).slice(2), undefined, undefined]
    expect(
      of({ csat: 30, retention: 70 }, [seriesOf('retention', goal), seriesOf('csat', again)]),
    ).toBeUndefined()
  })

  test('asks nobody where nothing is beyond chance, where there are too few periods, or where all is silent', () => {
    const calm = [seriesOf('retention', goal), seriesOf('csat', noise(1.9))]
    expect(of({ csat: 50, retention: 50 }, calm)).toBeUndefined()
    const short = [seriesOf('retention', goal.slice(-9)), seriesOf('csat', ahead.slice(-9))]
    expect(of({ csat: 50, retention: 50 }, short)).toBeUndefined()
    expect(of({ csat: 50, retention: 50 }, [])).toBeUndefined()
    expect(of({ csat: 50, retention: 50 }, calm, undefined)).toBeUndefined()
  })
})
