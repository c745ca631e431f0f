import { readdirSync } from 'node:fs'
import type { Picture } from '#bot/slack/picture.ts'
import { KPI_CASES, postsOf } from '#test/support/kpi-cases.ts'

/** A chart with facts of a named case. */
export type ChartCase = { name: string; picture: Picture }

/** Every chart that the program draws, in each case that its facts are kept for. */
export function chartCases(): ChartCase[] {
  return readdirSync(KPI_CASES).flatMap((name) => {
    const picture = postsOf(name).find((post) => post.picture)?.picture
    return picture ? [{ name: `kpi-review/${name}`, picture }] : []
  })
}

/** Those that tests hold against a picture, by the name of its file. */
export const REFERENCES = ['carla-fell', 'second-month-below-its-range', 'nobody-lost-ground']

export const referenceFile = (name: string): URL => new URL(`../fixtures/charts/${name}.png`, import.meta.url)

export function chartOf(name: string): Picture {
  const found = chartCases().find((each) => each.name === `kpi-review/${name}`)
  if (!found) throw new Error(`The case ${name} has no chart.`)
  return found.picture
}
