import { z } from 'zod'
import { isoDate } from '#src/knowledge/kind.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { wordsOfField } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { choiceWords } from './decision-words.ts'
import { personName, shortName } from './names.ts'
import { inWords } from './reading.ts'
import { fromWords, setWords } from './scorecard-card.ts'

const PEOPLE = new Set(['owner', 'verifier', 'deputies'])
/** Fields that name entries, beside those that are called like a kind. */
const NAMES: Record<string, string> = {
  personas: 'persona',
  successor: 'persona',
  gains: 'persona',
  loses: 'persona',
}
const DAYS = new Set(['from', 'until'])

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
  const set = setOf.safeParse(value)
  if (set.success) return `from ${fromWords(set.data)}: ${setWords(set.data, library)}`
  const share = shareOf.safeParse(value)
  if (share.success) return `${shortName(library, share.data.persona)} ${share.data.weight}`
  if (typeof value === 'object') {
    const parts = Object.entries(value).flatMap(([part, held]) => {
      const words = fieldInWords(part, held, library)
      return words === undefined ? [] : [`${wordsOfField(part)} ${words}`]
    })
    return parts.length === 0 ? undefined : parts.join(', ')
  }
  const text = String(value)
  if (PEOPLE.has(field)) return personName(library, text)
  if (field === 'choice') return choiceWords(text)
  if (DAYS.has(field) && isoDate.safeParse(text).success) return dayName(Temporal.PlainDate.from(text))
  const kind = NAMES[field] ?? (isKindName(field) ? field : undefined)
  return (kind && library.entries.get(`${kind}/${text}`)?.title) ?? everyInWords(field, text)
}

/** What KPIs weigh in a scorecard from a day on. */
const setOf = z.strictObject({
  from: isoDate,
  kpis: z.array(z.strictObject({ kpi: z.string(), weight: z.number() })),
})

/** What a persona weighs in composite KPIs. */
const shareOf = z.strictObject({ persona: z.string(), weight: z.number() })

/** "P180D" is "180 days". */
function everyInWords(field: string, text: string): string {
  if (field !== 'verifyEvery') return text
  const { years, months, weeks, days } = Temporal.Duration.from(text)
  const parts = Object.entries({ year: years, month: months, week: weeks, day: days })
    .filter(([, count]) => count !== 0)
    .map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return parts.join(' and ')
}
