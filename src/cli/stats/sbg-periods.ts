import { churnAt, type Renewals, type Sbg, survivalCurve } from '#src/statistics/sbg.ts'

/** One period as it was and as the model has it; survival that was seen is the product of what was kept at each age. */
export type Period = {
  period: number
  atRisk?: number
  lost?: number
  observed?: number
  fitted: number
  observedRetention?: number
  fittedRetention?: number
}

export function periodsOf(model: Sbg, renewals: Renewals[], periods: number): Period[] {
  const curve = survivalCurve(model, periods)
  const byAge = Map.groupBy(renewals, ({ age }) => age)
  let observed: number | undefined = 1
  return curve.map((fitted, period) => {
    if (period === 0) return { period, observed: 1, fitted }
    const its = byAge.get(period) ?? []
    const atRisk = its.reduce((sum, each) => sum + each.atRisk, 0)
    const lost = its.reduce((sum, each) => sum + each.lost, 0)
    const fittedRetention = 1 - churnAt(model, period)
    if (atRisk === 0) {
      observed = undefined
      return { period, fitted, fittedRetention }
    }
    const observedRetention = (atRisk - lost) / atRisk
    if (observed !== undefined) observed *= observedRetention
    return {
      period,
      atRisk,
      lost,
      fitted,
      observedRetention,
      fittedRetention,
      ...(observed !== undefined && { observed }),
    }
  })
}
