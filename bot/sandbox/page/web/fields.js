/** @import { Fields } from './types.d.ts' */

/** @param {unknown} value @returns {Fields} */
export const fieldsOf = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Fields} */ (value) : {}

/** @param {unknown} value @returns {Fields[]} */
export const rowsOf = (value) => (Array.isArray(value) ? value.map(fieldsOf) : [])

/** @param {unknown} value */
export const textOf = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** The words of a text object. @param {unknown} value */
export const wordsOf = (value) => textOf(fieldsOf(value).text)

/** All options of a menu, in or out of groups. @param {Fields} element */
export const optionsOf = (element) => [
  ...rowsOf(element.options),
  ...rowsOf(element.option_groups).flatMap((group) => rowsOf(group.options)),
]
