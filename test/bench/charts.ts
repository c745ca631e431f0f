import { drawChart } from '#bot/slack/chart.ts'
import { chartOf } from '#test/charts/cases.ts'
import { type Bench, megabytes, quantile } from './bench.ts'

const CHARTS = 1000
const WARM_UP = 100

/** The chart of a KPI review at 800 × 450, drawn as for Slack: twice as many dots. */
export const charts: Bench = {
  name: 'charts',
  measures: `${CHARTS} charts of 800 × 450, described, drawn and encoded`,
  async run() {
    const picture = { ...chartOf('carla-fell'), width: 800, height: 450 }
    const times: number[] = []
    for (let drawn = 0; drawn < WARM_UP; drawn += 1) await drawChart(picture)
    const before = held()
    for (let drawn = 0; drawn < CHARTS; drawn += 1) {
      const began = performance.now()
      await drawChart(picture)
      times.push(performance.now() - began)
    }
    const after = held()
    return [
      { figure: 'chart p50', value: quantile(times, 0.5), unit: 'ms', bound: '< 60' },
      { figure: 'chart p99', value: quantile(times, 0.99), unit: 'ms' },
      { figure: 'memory after the first 100', value: before, unit: 'MB' },
      { figure: 'memory grown over 1,000', value: after - before, unit: 'MB', bound: '< 30' },
    ]
  },
}

function held(): number {
  globalThis.gc?.()
  return megabytes(process.memoryUsage.rss())
}
