import type { Scenario } from '#src/clv/scenario.ts'
import type { Library } from '#src/knowledge/library.ts'
import { entriesOf } from '#src/knowledge/library.ts'

/** What of a scenario was understood: which lever, and by how much; or what is missing. */
export type ScenarioAsked = { scenario: Scenario } | { lacks: 'lever' | 'amount' }

const LEVERS: [pattern: RegExp, of: 'onboarding' | 'tickets' | 'use'][] = [
  [/\b(onboard\w*|time[- ]to[- ](value|first)|ttv|go[- ]live|setup|set-up|implementation)\b/, 'onboarding'],
  [/\b(tickets?|support load|requests?|issues?)\b/, 'tickets'],
  [/\b(use|usage|used|active days?|adoption|depth)\b/, 'use'],
]

const LESS =
  /\b(less|fewer|shorter|faster|quicker|sooner|earlier|lower|reduced?|minus|cut|down|halv\w+|half (?:the|as|of|our|their))\b|(^|\s)[-−]\d/
const NUMBERS: Record<string, number> = {
  ...{
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
  },
  ...{ twelve: 12, fourteen: 14, twenty: 20, thirty: 30, half: 0.5 },
}
const DAYS = { day: 1, week: 7, month: 30 }

/** "onboarding two weeks shorter", "one ticket fewer a month", "20 % fewer tickets", "use 2 days more", "planner invited". */
export function readScenario(words: string, library: Library): ScenarioAsked {
  const text = words.toLowerCase()
  const signal = entriesOf(library, 'signal').find(({ slug, title }) =>
    [slug, slug.replaceAll('-', ' '), title.toLowerCase()].some((name) => text.includes(name)),
  )
  if (signal) return { scenario: { lever: { of: 'signal', name: signal.slug }, by: 1 } }
  const lever = LEVERS.find(([pattern]) => pattern.test(text))?.[1]
  if (!lever) return { lacks: 'lever' }
  const share = shareIn(text)
  const amount = share ?? amountIn(text, lever)
  if (amount === undefined || amount === 0) return { lacks: 'amount' }
  const by = LESS.test(text) ? -amount : amount
  return { scenario: { lever: { of: lever }, by, ...(share !== undefined && { ofEach: true }) } }
}

/** "20 %", "half the tickets", "twice the use": a share of what it was. */
function shareIn(text: string): number | undefined {
  const percent = /(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent\b)/.exec(text)?.[1]
  if (percent !== undefined) return Number(percent.replace(',', '.')) / 100
  if (HALF.test(text)) return 0.5
  return DOUBLE.test(text) ? 1 : undefined
}

const HALF = /\b(?:halv(?:e|ed|ing)|half (?:the|as|of|our|their))\b/
const DOUBLE = /\b(?:doubled?|doubling|twice (?:the|as))\b/

/** Of onboarding in days, of the others a month. */
function amountIn(text: string, lever: string): number | undefined {
  const unit = lever === 'onboarding' ? '(day|week|month)s?' : '()'
  const found = new RegExp(
    String.raw`(\d+(?:[.,]\d+)?|\b(?:${Object.keys(NUMBERS).join('|')})\b)[\s-]*${unit}`,
  ).exec(text.replaceAll(/\b(a|per) month\b/g, ''))
  if (!found?.[1]) return undefined
  const number = NUMBERS[found[1]] ?? Number(found[1].replace(',', '.'))
  return number * (Object.hasOwn(DAYS, found[2] ?? '') ? DAYS[found[2] as keyof typeof DAYS] : 1)
}
