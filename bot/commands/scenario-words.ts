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
  /\b(?:less|fewer|minus|down|short\w*|fast\w*|quick\w*|soon\w*|earlier|low(?:er\w*)?|reduc\w+|decreas\w+|cut\w*|drop\w*|fall\w*|sav\w+|shrink\w*|halv\w+|half (?:the|as|of|our|their))\b|(?:^|\s)[-−]\d/
const MORE =
  /\b(?:more|plus|up|long\w*|slow\w*|later|high\w*|increas\w+|rais\w+|add\w*|extra|doubl\w+|tripl\w+|twice|times)\b|(?:^|\s)\+\s?\d/
const NUMBERS: Record<string, number> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, fourteen: 14, twenty: 20, thirty: 30 },
}
/** "A ticket", "half a day": a word for a number only beside what is counted. */
const ONE = /\b(half an? |an? )(?:whole |full )?(ticket|request|issue|day|week|month)\b/
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
  const isSaid = LESS.test(text) || MORE.test(text)
  if (amount === undefined || amount === 0 || !isSaid) return { lacks: 'amount' }
  const by = LESS.test(text) ? -amount : amount
  return { scenario: { lever: { of: lever }, by, ...(share !== undefined && { ofEach: true }) } }
}

/** "20 %", "half the tickets", "twice the use", "by a third": a share of what it was. */
function shareIn(text: string): number | undefined {
  const percent = /(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent\b)/.exec(text)?.[1]
  if (percent !== undefined) return Number(percent.replace(',', '.')) / 100
  return SHARES.find(([pattern]) => pattern.test(text))?.[1]
}

/** Twice as fast takes half as long. */
const SHARES: [pattern: RegExp, share: number][] = [
  [/\btwice as (?:fast|quick|short|few|little)/, 0.5],
  [/\bhalv\w+|\bhalf (?:the|as|of|our|their)\b|\b(?:in|by|to) half\b/, 0.5],
  [/\b(?:two|2)[- ]thirds\b/, 2 / 3],
  [/\b(?:three|3)[- ]quarters\b/, 0.75],
  [/\b(?:a|one) third\b/, 1 / 3],
  // "Two tickets a quarter" is a time.
  [
    /\bby (?:a|one) quarter\b|\b(?:a|one) quarter of\b|^(?:a|one) quarter (?:fewer|less|more|shorter|longer)\b/,
    0.25,
  ],
  [/\b(?:doubl\w+|twice (?:the|as))\b/, 1],
  [/\b(?:tripl\w+|(?:three|3) times (?:the|as))\b/, 2],
]

/** Of onboarding in days, of the others a month. */
function amountIn(text: string, lever: string): number | undefined {
  const said = text.replaceAll(/\b(a|per) month\b/g, '')
  const days = (unit: string | undefined) =>
    lever === 'onboarding' && Object.hasOwn(DAYS, unit ?? '') ? DAYS[unit as keyof typeof DAYS] : 1
  const found = DIGITS.exec(said) ?? WORDED.exec(said)
  if (found?.[1]) return (NUMBERS[found[1]] ?? Number(found[1].replace(',', '.'))) * days(found[2])
  const one = ONE.exec(said)
  return one?.[1] === undefined ? undefined : (one[1].startsWith('half') ? 0.5 : 1) * days(one[2])
}

const DIGITS = /(\d+(?:[.,]\d+)?)[\s-]*(day|week|month)?/
const WORDED = new RegExp(String.raw`\b(${Object.keys(NUMBERS).join('|')})\b[\s-]*(day|week|month)?`)
