import { z } from 'zod'
import { clip } from '#bot/slack/limits.ts'
import { italic, type Span } from '#bot/slack/text.ts'
import type { AnyClaim } from '#src/board/change.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'

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

export const traitSpans = (claim: AnyClaim, other: AnyClaim | undefined, library: Library): Span[] => {
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
