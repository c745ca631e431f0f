import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawChart } from '#bot/slack/chart.ts'
import { chartOf, REFERENCES, referenceFile } from '#test/charts/cases.ts'
import { difference, shrunk } from '#test/charts/difference.ts'

/** Another machine smooths edges a little differently; a bar elsewhere is far more than that. */
const TOLERANCE = 0.005

test.each(REFERENCES)(
  '%s is drawn as it was: otherwise look at it, then npm run -s charts -- --references',
  async (name) => {
    const drawn = await shrunk(await drawChart(chartOf(name)))
    expect(await difference(drawn, readFileSync(referenceFile(name)))).toBeLessThan(TOLERANCE)
  },
)

test('a number that moves a point, and another title, are more than the tolerance', async () => {
  const picture = chartOf('carla-fell')
  const before = await drawChart(picture)
  const chart = JSON.parse(picture.chart)
  chart.data.datasets[0].data[0] += 1
  expect(
    await difference(before, await drawChart({ ...picture, chart: JSON.stringify(chart) })),
  ).toBeGreaterThan(0)
  chart.options.plugins.title.text = 'Quite another finding, said in many more words than before'
  expect(
    await difference(before, await drawChart({ ...picture, chart: JSON.stringify(chart) })),
  ).toBeGreaterThan(TOLERANCE)
})
