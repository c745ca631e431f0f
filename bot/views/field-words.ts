import { isKindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { wordsOfField } from '#src/knowledge/library.ts'
import { personName } from './names.ts'
import { inWords } from './reading.ts'

const PEOPLE = new Set(['owner', 'verifier', 'deputies'])
/** Fields that name entries, beside those that are called like a kind. */
const NAMES: Record<string, string> = { personas: 'persona', successor: 'persona' }

/** What a field that holds no claims says, as people read it; undefined where it says nothing. */
export function fieldInWords(field: string, value: unknown, library: Library): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value))
    return value.length === 0
      ? undefined
      : inWords(
          value.map((each) => fieldInWords(field, each, library) ?? ''),
          8,
        )
  if (typeof value === 'object') {
    const parts = Object.entries(value).flatMap(([part, held]) => {
      const words = fieldInWords(part, held, library)
      return words === undefined ? [] : [`${wordsOfField(part)} ${words}`]
    })
    return parts.length === 0 ? undefined : parts.join(', ')
  }
  const text = String(value)
  if (PEOPLE.has(field)) return personName(library, text)
  const kind = NAMES[field] ?? (isKindName(field) ? field : undefined)
  return (kind && library.entries.get(`${kind}/${text}`)?.title) ?? everyInWords(field, text)
}

/** "P180D" is "180 days". */
function everyInWords(field: string, text: string): string {
  if (field !== 'verifyEvery') return text
  const { years, months, weeks, days } = Temporal.Duration.from(text)
  const parts = Object.entries({ year: years, month: months, week: weeks, day: days })
    .filter(([, count]) => count !== 0)
    .map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return parts.join(' and ')
}
