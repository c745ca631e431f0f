import { fieldsOf, listOf, rowsOf } from '#bot/sandbox/fields.ts'
import { across, list, number, object, type Rule, tagged, text } from './rules.ts'

/** Source: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const label = text({ most: 20 })
const axisLabel = text({ most: 50 })
const MOST_SERIES = 6
const MOST_CATEGORIES = 20

const point = object({ label, value: number() })
const series = list(object({ name: label, data: list(point, { most: MOST_CATEGORIES }) }), {
  most: MOST_SERIES,
})

const axes = object(
  { categories: list(label, { most: MOST_CATEGORIES }) },
  { x_label: axisLabel, y_label: axisLabel },
)

const namesOnce = across((fields) => {
  const names = rowsOf(fields.series).map(({ name }) => name)
  return new Set(names).size === names.length
}, 'series names must be unique')

const pointsOnCategories = across((fields) => {
  const categories = listOf(fieldsOf(fields.axis_config).categories)
  return rowsOf(fields.series).every((each) =>
    rowsOf(each.data).every((each) => categories.includes(each.label)),
  )
}, 'every data label must be one of the categories')

const plotted = object({ series, axis_config: axes }, {}, namesOnce, pointsOnCategories)

export const chart: Rule = tagged({
  line: plotted,
  bar: plotted,
  area: plotted,
  pie: object({
    segments: list(object({ label, value: number({ least: Number.MIN_VALUE }) }), { most: MOST_SERIES }),
  }),
})
