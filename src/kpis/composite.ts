import type { Measured, PersonaMonth, Weights } from './review.ts'

/** The KPIs that are shares and can be put together. */
const COMPOSED = ['retention', 'grossRetention', 'netRetention'] as const satisfies (keyof Measured)[]

/** A KPI over several personas: Σ weight × value / Σ weight, of those whose value is known. */
export type Composite = { kpi: (typeof COMPOSED)[number]; value: number }

/** What the board's weights make of a month, and who of those weighted has no number in it, so that it counts for nothing. */
export function compositesOf(
  personas: PersonaMonth[],
  { shares }: Weights,
): { composites: Composite[]; without: string[] } {
  const months = new Map(personas.map((each) => [each.persona, each.now]))
  const weighted = shares.filter(({ weight }) => weight > 0)
  const composites = COMPOSED.flatMap((kpi): Composite[] => {
    const known = weighted.flatMap(({ persona, weight }) => {
      const value = months.get(persona)?.[kpi]?.value
      return value === undefined ? [] : [{ weight, value }]
    })
    const whole = known.reduce((sum, { weight }) => sum + weight, 0)
    if (whole === 0) return []
    return [{ kpi, value: known.reduce((sum, { weight, value }) => sum + weight * value, 0) / whole }]
  })
  return { composites, without: weighted.flatMap(({ persona }) => (months.get(persona) ? [] : [persona])) }
}
