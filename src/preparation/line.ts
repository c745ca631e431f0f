import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'

/** A line of an entry, as data. */
export type Line = { kind: string; slug: string; id: string; field: string }

export const lineOf = ({ kind, slug }: Entry, { id, field }: PlacedClaim): Line => ({ kind, slug, id, field })

/** The entry and the claim that a line stands for; undefined where either is gone. */
export function lineIn(library: Library, { kind, slug, id, field }: Line) {
  const entry = library.entries.get(`${kind}/${slug}`)
  const claim = entry && claimsOf(entry.body).find((each) => each.id === id && each.field === field)
  return entry && claim && { entry, claim }
}

/** The claims of an objection as one persona means it. */
