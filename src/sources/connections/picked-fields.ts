import { UserError } from '#src/errors.ts'

/** A SELECT of a CRM, taken apart: its fields, each with the name of our column, and what follows its object. */
export type Picked = {
  fields: { expression: string; as: string }[]
  /** The CRM's object: Account, contacts … */
  object: string
  /** From WHERE on, as it was written; empty where nothing follows. */
  rest: string
}

/**
 * Reads "SELECT Id AS account_id, Owner.Email AS owner FROM Account WHERE …". The languages of the CRMs have no names
 * for fields, so these are taken off before they are asked. Throws a UserError that says what is wrong.
 */
export function pickFields(select: string, title: string): Picked {
  const text = select.trim().replace(/[;\s]+$/, '')
  const head = /^select\s+/i.exec(text)
  const from = head && wordOutside(text, 'from', head[0].length)
  const object = from === undefined || from === null ? null : /^from\s+(\w+)\b/i.exec(text.slice(from))
  if (!head || from === undefined || from === null || !object?.[1])
    throw new UserError(
      `The SELECT of the source ${title} has to read SELECT field AS column, … FROM object, one object alone.`,
    )
  const fields = splitOutside(text.slice(head[0].length, from)).map((part) => readField(part, title))
  return { fields, object: object[1], rest: text.slice(from + object[0].length).trim() }
}

function readField(part: string, title: string): Picked['fields'][number] {
  const [, expression, as] = /^(.+?)(?:\s+as\s+|\s+)(\w+)$/is.exec(part.trim()) ?? []
  const plain = /^\w+$/.test(part.trim()) ? part.trim() : undefined
  if (expression !== undefined && as !== undefined) return { expression: expression.trim(), as }
  if (plain !== undefined) return { expression: plain, as: plain }
  throw new UserError(
    `In the SELECT of the source ${title}, ${JSON.stringify(part.trim().slice(0, 60))} names no column of ours: write ${part.trim().slice(0, 60)} AS column.`,
  )
}

/** Where a word stands that is in no quotation marks and no parentheses. */
export function wordOutside(text: string, word: string, start = 0): number | undefined {
  for (const at of outside(text, start)) {
    const before = text[at - 1] ?? ' '
    if (/\s|\)/.test(before) && new RegExp(`^${word}\\b`, 'i').test(text.slice(at))) return at
  }
  return undefined
}

function splitOutside(text: string): string[] {
  const commas = [...outside(text, 0)].filter((at) => text[at] === ',')
  return [...commas, text.length].map((at, index) => text.slice((commas[index - 1] ?? -1) + 1, at))
}

/** The places of a text that are in no quotation marks and no parentheses. */
function* outside(text: string, start: number): Generator<number> {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const sign = text[at]
    if (quoted && sign === '\\') at++
    else if (sign === "'") quoted = !quoted
    else if (!quoted && sign === '(') depth++
    else if (!quoted && sign === ')') depth--
    else if (!quoted && depth === 0) yield at
  }
}
