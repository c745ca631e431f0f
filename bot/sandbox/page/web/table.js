/** @import { Fields, Names } from './types.d.ts' */
import { h } from './dom.js'
import { rowsOf, textOf } from './fields.js'
import { richText } from './rich-text.js'

/** @param {Fields} block @param {Names} names */
export const table = (block, names) =>
  h(
    'div',
    { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' },
    grid(rowsOfCells(block), names, rowsOf(block.column_settings)),
  )

/** A table of data: a caption, rows by the page. @param {Fields} block @param {Names} names */
export function dataTable(block, names) {
  const [head = [], ...body] = rowsOfCells(block)
  const size = Number(block.page_size ?? 5)
  let shown = size
  const place = h('div', {
    class: 'table',
    tabindex: '0',
    role: 'group',
    'aria-label': textOf(block.caption),
  })
  const more = h('button', { type: 'button', class: 'quiet-button', click: () => draw(body.length) })
  const draw = (/** @type {number} */ count) => {
    shown = count
    place.replaceChildren(grid([head, ...body.slice(0, shown)], names, []))
    more.textContent = `Show all ${body.length} rows`
    more.hidden = shown >= body.length
  }
  draw(size)
  return h('figure', {}, h('figcaption', {}, textOf(block.caption)), place, more)
}

/** @param {Fields} block @returns {Fields[][]} */
const rowsOfCells = (block) => (Array.isArray(block.rows) ? block.rows.map(rowsOf) : [])

/** @param {Fields[][]} rows @param {Names} names @param {Fields[]} columns */
function grid([head = [], ...body], names, columns) {
  const cells = (/** @type {Fields[]} */ row, /** @type {'th' | 'td'} */ tag) =>
    h(
      'tr',
      {},
      ...row.map((cell, index) => h(tag, { class: alignOf(cell, columns[index]) }, cellNode(cell, names))),
    )
  return h(
    'table',
    {},
    h('thead', {}, cells(head, 'th')),
    h('tbody', {}, ...body.map((row) => cells(row, 'td'))),
  )
}

/** @param {Fields} cell @param {Fields | undefined} column */
const alignOf = (cell, column) => textOf(column?.align) || (cell.type === 'raw_number' ? 'right' : 'left')

/** @param {Fields} cell @param {Names} names */
const cellNode = (cell, names) =>
  cell.type === 'rich_text' ? richText(cell, names) : textOf(cell.text) || textOf(cell.value)
