import type { CounterNeed } from '#src/rules/needs.ts'

/** Something between braces of a sentence: a counter, or a field of the account or of the event. */
export type Place = { text: string } & (
  | { need: CounterNeed; fault?: undefined }
  | { path: string[]; need?: undefined; fault?: undefined }
  | { fault: string; need?: undefined }
)

const PATH = /^(?:account|event)(?:\.[A-Za-z_]\w*)+$/
const CALL = /^(count|last|total)\(\s*(.*?)\s*\)$/

/** What a sentence is to be filled in with. */
export const placesIn = (sentence: string): Place[] =>
  [...sentence.matchAll(/\{([^{}]*)\}/g)].map(([, inside = '']) => placeOf(inside.trim()))

function placeOf(text: string): Place {
  if (PATH.test(text)) return { text, path: text.split('.') }
  const [, name, said = ''] = CALL.exec(text) ?? []
  const [signal, second, third] = said.split(/\s*,\s*/).map((part) => part.replaceAll(/^['"]|['"]$/g, ''))
  const days = Number(name === 'total' ? third : second)
  if (signal && name === 'last') return { text, need: { of: 'last', signal } }
  if (signal && name === 'count' && days > 0) return { text, need: { of: 'count', signal, days } }
  if (signal && second && name === 'total' && days > 0)
    return { text, need: { of: 'total', signal, property: second, days } }
  return {
    text,
    fault: "a counter such as {count('escalation-opened', 14)} or a field such as {account.seats}",
  }
}

/** The sentence with what is known in place of the braces. `known` gives undefined for what isn't known. */
export function fillIn(sentence: string, known: (place: Place) => unknown): string {
  return sentence.replaceAll(/\{([^{}]*)\}/g, (_, inside: string) => inWords(known(placeOf(inside.trim()))))
}

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

function inWords(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? NUMBER.format(value) : '?'
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' && value !== '' ? value : '?'
}
