import { listOf } from '#bot/sandbox/fields.ts'
import { richText } from './rich-text.ts'
import { type Length, list, number, object, type Rule, tagged, text } from './rules.ts'

const MOST_COLUMNS = 20

const cell: Rule = tagged({
  raw_text: object({ text: text({ least: 1, most: 12_000 }) }),
  raw_number: object({}, { value: number(), text: text({ most: 255 }) }),
  rich_text: richText,
})

/** Rows of equal length, up to 20 columns. Source: https://docs.slack.dev/reference/block-kit/blocks/table-block */
export function tableCells(rows: Length): Rule {
  const shape = list(list(cell, { most: MOST_COLUMNS }), rows)
  return (value, at) => {
    const faults = shape(value, at)
    const widths = new Set(listOf(value).map((row) => listOf(row).length))
    if (faults.length > 0 || widths.size < 2) return faults
    return [`all rows must have the same number of cells [json-pointer:${at}]`]
  }
}
