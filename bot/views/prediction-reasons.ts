import type { Span } from '#bot/slack/text.ts'
import type { FeatureName } from '#src/predictions/behaviour.ts'
import type { Reason } from '#src/predictions/rate.ts'
import { money, percent, roughly } from './numbers.ts'
import { counted } from './reading.ts'

type Said = (value: number, usual: number, currency: string) => string

/** "2.3", "14" */
const count = (value: number): string =>
  Math.abs(value) < 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0)

const usually = (usual: number): string => `(usual: ${count(usual)})`

const inThreeMonths =
  (what: string): Said =>
  (value, usual) =>
    value === 0
      ? `no ${what}s in three months ${usually(usual)}`
      : `${counted(value, what)} in three months ${usually(usual)}`

/** What each thing that a forecast looks at says of one customer. */
const WORDS: Record<FeatureName, Said> = {
  age: (value, usual) => `a customer for ${counted(Math.round(value), 'month')} ${usually(usual)}`,
  yearEnds: (value) => (value === 1 ? 'its year with us ends soon' : 'no year with us ends soon'),
  yearBegins: (value) => (value === 1 ? 'its year with us has just ended' : 'amid a year with us'),
  mrr: (value, usual, currency) =>
    `pays ${money(value, currency)} a month (usual: ${money(usual, currency)})`,
  grown: (value) =>
    value > 0 ? `grew by ${roughly(value)} in three months` : 'did not grow in three months',
  shrunk: (value) =>
    value > 0 ? `cut ${roughly(value)} of what it pays in three months` : 'cut nothing in three months',
  tickets: (value, usual) => `${count(value)} tickets a month ${usually(usual)}`,
  moreTickets: (value) => change(value, 'ticket', 'more a month than before', 'fewer a month than before'),
  usage: (value, usual) => `used on ${counted(Math.round(value), 'day')} last month ${usually(usual)}`,
  moreUsage: (value) => change(value, 'day', 'of use more than before', 'of use fewer than before'),
  escalations: inThreeMonths('escalation'),
  behavioural: inThreeMonths('sign of use'),
  communication: inThreeMonths('sign of contact'),
  support: inThreeMonths('sign of trouble'),
  monetary: inThreeMonths('sign about money'),
  nps: (value, usual) => `recommends us ${count(value)} of 10 ${usually(usual)}`,
  csat: (value, usual) => `content ${count(value)} of 5 ${usually(usual)}`,
}

function change(value: number, what: string, more: string, fewer: string): string {
  const size = Math.abs(value)
  if (size < 0.5) return `about as many ${what}s as before`
  return `${count(size)} ${size === 1 ? what : `${what}s`} ${value > 0 ? more : fewer}`
}

export const reasonWords = ({ feature, value, usual }: Reason, currency: string): string =>
  WORDS[feature](value, usual, currency)

/** "▲ used on 2 days last month (usual: 8)": an arrow tells which way it moves the chance. */
export const reasonSpans = (reason: Reason, currency: string): Span[] => [
  `${reason.raises ? '▲' : '▼'} ${reasonWords(reason, currency)}`,
]

const SURE = 0.9
const HARDLY = 0.01

/** No chance is said to be none, or sure. */
export function chanceWords(chance: number): string {
  if (chance > SURE) return 'over 90 %'
  return chance < HARDLY ? 'under 1 %' : percent(chance, 0)
}
