import { clip } from '#bot/slack/limits.ts'
import { italic, link, type Span } from '#bot/slack/text.ts'
import type { Tried } from '#src/feedback/feedback.ts'
import type { Audience, Claim } from '#src/knowledge/claim.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Leads } from '#src/leads/leads.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { plainNumber } from './numbers.ts'

/** Who reads, when, and out of which knowledge. */
export type Reading = {
  library: Library
  /** `customer` where somebody from outside the company reads along. */
  audience: Audience
  now: Temporal.Instant
  zone: string
  /** How often what is shown has worked, where that is known. */
  tried?: ReadonlyMap<string, Tried>
  /** How many leads are turned away, where what is shown tells it. */
  leads?: Leads
  /** The account that what is shown is about, in which currency its money is, and what its reader may not see of it. */
  account?: { facts: AccountFacts; currency: string; leftOut: string[] }
}

const CLAIM_LENGTH = 400

type Shown = Pick<Claim, 'text' | 'cites' | 'asset'>

/** What a claim says, cut to what one reads on a phone, marked where nothing supports it, and what may be sent with it. */
export const claimSpans = (claim: Shown, most = CLAIM_LENGTH): Span[] => [
  ...statedSpans(claim, most),
  ...assetSpans(claim),
]

/** The same for a line that one may say to a customer: it says so. */
export const lineSpans = (claim: Shown & Pick<Claim, 'audience'>, most = CLAIM_LENGTH): Span[] => [
  ...statedSpans(claim, most),
  ...(claim.audience === 'customer' ? [italic(' (customer-facing)')] : []),
  ...assetSpans(claim),
]

const statedSpans = (claim: Pick<Claim, 'text' | 'cites'>, most: number): Span[] => [
  clip(claim.text, most),
  ...(claim.cites.length === 0 ? [italic(' (assumption)')] : []),
]

/** The link to what may be sent. */
export const assetSpans = ({ asset }: Pick<Claim, 'asset'>): Span[] =>
  asset ? [' → ', link(asset.url, clip(asset.title, 100))] : []

/** A line to be said as it is, in quotation marks. */
export const spokenSpans = (claim: Parameters<typeof lineSpans>[0], most = CLAIM_LENGTH): Span[] =>
  lineSpans({ ...claim, text: quoted(clip(claim.text, most)) }, most + 2)

/** The first few of a list and how many more there are. */
export function firstFew<T>(items: T[], most: number, spans: (item: T) => Span[]): Span[][] {
  const more = items.length - most
  return [
    ...items.slice(0, most).map((item) => spans(item)),
    ...(more > 0 ? [[italic(`… and ${more} more`)]] : []),
  ]
}

/** "3 sources", "1 source" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${plainNumber(count)} ${count === 1 ? one : many}`

/** "jobs", "orders of tags" */
export function pluralOf(called: string): string {
  const [first = called, ...rest] = called.split(' of ')
  const many = /[^e]y$/.test(first) ? `${first.slice(0, -1)}ies` : `${first}s`
  return [many, ...rest].join(' of ')
}

/** Names in a sentence: "Carla, Finn and Ola", "Carla, Finn, Ola, Ravi and 3 more". */
export function inWords(names: string[], most = 6): string {
  const said = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names
  if (said.length < 2) return said.join('')
  return `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
}

/** Quotation marks around what somebody says, unless it brings its own. */
export const quoted = (text: string): string => (/^["“”„«]/.test(text) ? text : `“${text}”`)

/** A sentence's first letter in small or capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
