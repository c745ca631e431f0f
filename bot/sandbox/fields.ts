/** JSON as it came over the wire: nothing about its shape is known until somebody has looked. */
export type Fields = { [key: string]: unknown }

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const rowsOf = (value: unknown): Fields[] => listOf(value).filter(isFields)

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** The words of a text object such as `{ type: 'mrkdwn', text: '…' }`. */
export const wordsOf = (value: unknown): string => textOf(fieldsOf(value).text)

/** Leaves out what is undefined, so that the wire doesn't carry empty fields. */
export const compact = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
