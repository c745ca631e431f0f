import { slug } from '#src/knowledge/claim.ts'
import type { Reference } from '#src/knowledge/kind.ts'

/** What a claim says of the one persona that it is about, where its entry is about several. */
export const forPersona = {
  persona: slug.optional().describe('Slug of the persona it is for; left out: for everyone'),
}

type Path = (string | number)[]

/** Every pointer of a body to a persona: its `persona` and `personas`, and those of its claims. */
export function personaReferences(body: object): Reference[] {
  return Object.entries(body).flatMap(([field, value]: [string, unknown]) => {
    if (field === 'persona' && typeof value === 'string') return [to(value, [field])]
    if (!Array.isArray(value)) return []
    return value.flatMap((item: unknown, index) =>
      field === 'personas' && typeof item === 'string'
        ? [to(item, [field, index])]
        : namedIn(item, [field, index]),
    )
  })
}

/** The keys under which a claim names a persona. */
const KEYS = ['persona', 'from', 'to'] as const

function namedIn(claim: unknown, path: Path): Reference[] {
  if (typeof claim !== 'object' || claim === null) return []
  const said: Partial<Record<(typeof KEYS)[number], unknown>> = claim
  return KEYS.flatMap((key) => {
    const name = said[key]
    return typeof name === 'string' ? [to(name, [...path, key])] : []
  })
}

const to = (name: string, path: Path): Reference => ({ kind: 'persona', slug: name, path })
