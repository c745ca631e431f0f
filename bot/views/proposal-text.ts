import { z } from 'zod'
import { clip } from '#bot/slack/limits.ts'
import { italic, joined, line, moment, type Span } from '#bot/slack/text.ts'
import { textOf } from '#src/board/diff.ts'
import type { AnyClaim, Change, Proposal } from '#src/board/proposal.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { claimSpans, inWords } from './reading.ts'

const SHOWN_SOURCES = 3

/** "Carla" of a persona, the title of anything else. */
export const entryName = (
  library: Library,
  { kind, slug, title }: Pick<Proposal['entry'], 'kind' | 'slug' | 'title'>,
): string => (kind === 'persona' ? shortName(library, slug) : title)

/** "Carla, decision logic" */
export function aboutWhat(
  library: Library,
  { entry, changes }: { entry: Parameters<typeof entryName>[1]; changes: { field: string }[] },
): string {
  const fields = [...new Set(changes.map(({ field }) => wordsOfField(field)))]
  return `${entryName(library, entry)}, ${inWords(fields)}`
}

export const firstName = (name: string): string => name.split(' ')[0] ?? name

/** What it said and what it would say, cut to what one reads on a phone. */
export function changeLines(change: Change, library: Library, most = 400) {
  const before = change.type === 'added' ? undefined : change.before
  const after = change.type === 'removed' ? undefined : change.after
  const said = (sign: string, claim: AnyClaim, other: AnyClaim | undefined) =>
    line(
      sign,
      forWhom(claim, library),
      ...claimSpans({ text: textOf(claim), cites: claim.cites }, most),
      ...traitSpans(claim, other, library),
    )
  return [
    before && said('− ', before, after),
    after && said('+ ', after, before),
    evidenceLine(change, library),
  ]
}

/** Whom a statement is about, where its entry is about several: one persona, or how one moves another. */
export function forWhom({ persona, from, to }: AnyClaim, library: Library): string {
  const name = (slug: unknown) => (typeof slug === 'string' ? shortName(library, slug) : '?')
  if (typeof from === 'string' || typeof to === 'string') return `${name(from)} → ${name(to)}: `
  return typeof persona === 'string' ? `${name(persona)}: ` : ''
}

/** What is said in words, or shown in another place. */
const NO_TRAITS = new Set([
  'id',
  'cites',
  'text',
  'ifNot',
  'then',
  'when',
  'want',
  'soThat',
  'persona',
  'from',
  'to',
])

/** What else a claim says of itself: a stage, a role, a link. Beside another claim only that in which they differ. */
export function traitsOf(claim: AnyClaim, other: AnyClaim | undefined, library: Library): string[] {
  const keys = [...new Set([...Object.keys(claim), ...Object.keys(other ?? {})])]
  return keys
    .filter((key) => !NO_TRAITS.has(key))
    .filter((key) => other === undefined || traitOf(key, claim, library) !== traitOf(key, other, library))
    .map((key) => traitOf(key, claim, library) ?? (other === undefined ? '' : absent(key)))
    .filter((trait) => trait !== '')
}

const traitSpans = (claim: AnyClaim, other: AnyClaim | undefined, library: Library): Span[] => {
  const traits = traitsOf(claim, other, library)
  return traits.length === 0 ? [] : [italic(` (${clip(traits.join(', '), 300)})`)]
}

const absent = (key: string): string => (key === 'audience' ? 'internal' : `no ${nameOf(key)}`)

const nameOf = (key: string): string => (key === 'asset' ? 'link' : wordsOfField(key))

/** "stage renewal", "customer-facing", "link Peer case (https://…)" */
function traitOf(key: string, claim: AnyClaim, library: Library): string | undefined {
  const value = claim[key]
  if (key === 'audience') return value === 'customer' ? 'customer-facing' : undefined
  const sent = asset.safeParse(value)
  if (sent.success) return `link ${sent.data.title} (${sent.data.url})`
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const entry = isKindName(key) ? library.entries.get(`${key}/${value}`) : undefined
  return `${nameOf(key)} ${entry?.title ?? value}`
}

const asset = z.object({ title: z.string(), url: z.string() })

/** What it would rest on that it did not rest on before, and the other way round. */
function evidenceLine(change: Change, library: Library) {
  const before = change.type === 'added' ? [] : change.before.cites
  const after = change.type === 'removed' ? [] : change.after.cites
  const title = (slug: string) => clip(library.evidence.get(slug)?.title ?? slug, 80)
  const spans: Span[][] = [
    ...after.filter((slug) => !before.includes(slug)).map((slug) => [`+ ${title(slug)}`]),
    ...before.filter((slug) => !after.includes(slug)).map((slug) => [`− ${title(slug)}`]),
  ]
  if (spans.length === 0 || change.type === 'removed') return undefined
  const more = spans.length - SHOWN_SOURCES
  const rest = more > 0 ? [[italic(`… and ${more} more`)]] : []
  return line(italic('Evidence: '), ...joined([...spans.slice(0, SHOWN_SOURCES), ...rest], ', '))
}

/** A day in each reader's own zone; where Slack can't tell, "Fri 27 Nov" in UTC. */
export function day(instant: Temporal.Instant): Span {
  const words = instant.toLocaleString('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })
  return moment(instant, '{date_short}', words.replace(',', ''))
}
