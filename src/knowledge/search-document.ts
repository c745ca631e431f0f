import type { SearchDocument } from '#src/search/document.ts'
import { claimsOf } from './claim.ts'
import { type Entry, entryKey } from './entry.ts'
import { KINDS, type KindName } from './kinds.ts'

/**
 * An entry for the index. The names of its fields are words too, since people ask for "fears" and "goals"; `learned` are
 * ways to ask for it beside those that it says itself.
 */
export function searchDocument(entry: Entry, learned: string[] = []): SearchDocument {
  const { kind, slug, title, names, formerNames, body } = entry
  const claims = claimsOf(body)
  const stated = new Set(claims.map(({ field }) => field))
  const fields = Object.entries(body).filter(([field, value]) => field !== 'asked' && !isEmpty(value))
  return {
    id: entryKey(entry),
    kind,
    title,
    names: [...names.slice(1), ...formerNames, slug.replaceAll('-', ' ')],
    asked: [...askedIn(body), ...learned],
    context: [
      kind,
      KINDS[kind].called,
      ...fields.filter(([field]) => !stated.has(field)).map(([field]) => askedAs(kind, field)),
      ...fields.flatMap(([, value]) => textsOf(value)),
    ].join('\n'),
    about: kind === 'persona' ? [slug] : limitedTo(kind, body),
    passages: claims.map(({ id, field, text, persona, traits }) => ({
      id,
      field: [askedAs(kind, field), ...traits].join(' '),
      text,
      about: persona,
    })),
  }
}

/** How people ask for it, as far as its kind answers questions. */
const askedIn = (body: object & { asked?: string[] | undefined }): string[] => body.asked ?? []

/** `decisionRules` → `decision rules` */
export const wordsOfField = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** The words by which people ask for a field. */
export const askedAs = (kind: KindName, field: string): string =>
  `${wordsOfField(field)} ${KINDS[kind].askedBy[field] ?? ''}`

/** The personas that an entry as a whole is for; none if it is for all. */
const limitedTo = (kind: KindName, body: object): string[] =>
  KINDS[kind]
    .referencesOf(body)
    .filter((to) => to.kind === 'persona' && ['persona', 'personas'].includes(String(to.path[0])))
    .map((to) => to.slug)

/** What a body says outside of its claims. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || 'cites' in value) return []
  return Object.values(value).flatMap(textsOf)
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
