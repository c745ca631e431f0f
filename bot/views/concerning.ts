import { clip } from '#bot/slack/limits.ts'
import { bold, type Span } from '#bot/slack/text.ts'
import type { Claim } from '#src/knowledge/claim.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'

type ForSomebody = { persona?: string | undefined }

/** Of claims for several personas those that concern one: its own first, then those for everyone. Nobody named: all. */
function concerning<C extends ForSomebody>(claims: C[], persona: string | undefined): C[] {
  if (persona === undefined) return claims
  return [
    ...claims.filter((claim) => claim.persona === persona),
    ...claims.filter((claim) => claim.persona === undefined),
  ]
}

/** The claims of one field of an entry that concern a persona. */
export const claimsIn = (entry: Entry, field: string, persona?: string): PlacedClaim[] =>
  concerning(
    claimsOf(entry.body).filter((claim) => claim.field === field),
    persona,
  )

/** "Carla: ", where a claim is for one persona and neither the answer nor the claim's first word says so. */
export function whomSpans(
  { persona, text }: ForSomebody & Pick<Claim, 'text'>,
  about: string | undefined,
  library: Library,
): Span[] {
  if (persona === undefined || persona === about) return []
  const name = shortName(library, persona)
  return text.startsWith(name) ? [] : [bold(`${name}: `)]
}

/** A claim cut between words, so that several stand side by side. */
export function shortened<C extends Pick<Claim, 'text'>>(claim: C, most: number): C {
  const { text } = claim
  if ([...text].length <= most) return claim
  const cut = clip(text, most).replace(/[\s,;:.(–—-]*[^\s]*…$/u, '…')
  return { ...claim, text: cut.length > most / 2 ? cut : clip(text, most) }
}
