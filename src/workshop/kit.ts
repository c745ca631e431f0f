import type { Dispute } from '#src/disputes/dispute.ts'
import type { Flag } from '#src/flags/flag.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { TeamFunction } from '#src/members/member.ts'

/** What lies open about a persona, from the database. */
export type Open = { flags: Flag[]; questions: string[]; disputes: Dispute[] }

/** Everything that a workshop is held with, that aligns functions on one persona. */
export type Kit = {
  persona: Entry<'persona'>
  /** What each function calls them. */
  words: { function: TeamFunction; term: string }[]
  /** Claims that rest on nothing. */
  assumptions: PlacedClaim[]
  open: Open
  /** An objection that means something from this persona, to be played. */
  objection: { title: string; cause: PlacedClaim; ask: PlacedClaim | undefined } | undefined
}

export function kitOf(persona: Entry<'persona'>, open: Open, library: Library): Kit {
  return {
    persona,
    words: wordsFor(persona.slug, library),
    assumptions: claimsOf(persona.body).filter(({ cites }) => cites.length === 0),
    open,
    objection: objectionOf(persona.slug, library),
  }
}

function wordsFor(slug: string, library: Library): Kit['words'] {
  const terms = entriesOf(library, 'vocabulary')
    .filter(({ body }) => body.persona === slug)
    .flatMap(({ body }) => body.terms)
  const known = new Map(terms.map((each) => [`${each.function}/${each.term}`, each]))
  return [...known.values()]
}

function objectionOf(slug: string, library: Library): Kit['objection'] {
  for (const { title, body } of entriesOf(library, 'objection')) {
    const claims = claimsOf(body).filter(({ persona }) => persona === slug)
    const cause = claims.find(({ field }) => field === 'causes')
    if (cause) return { title, cause, ask: claims.find(({ field }) => field === 'ask') }
  }
  return undefined
}
